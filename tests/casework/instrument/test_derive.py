"""What follows from numbers: a level for every number of every instrument, changing exactly at the table's edges."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.file.ending import RuleRef
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import (
    ORDER,
    InstrumentTable,
    Scale,
    instrument_in_force,
    table_for,
)
from tests.casework.instrument.sample import (
    DAY,
    ON,
    SCORED,
    SHIPPED,
    assessment,
    at_number,
    level_words,
    of_scale,
)

LSCMI, RM2000, STABLE = ON[Instrument.LSCMI], ON[Instrument.RM2000], ON[Instrument.STABLE]
EVERY_SCALE = pytest.mark.parametrize(("table", "scale"), SCORED, ids=lambda one: one.code)


def level(table: InstrumentTable, scale: Scale, number: int) -> InstrumentLevel:
    """The level that follows from a number; there is one for each."""
    found = of_scale(derive(at_number(table, scale, number), table), scale.code)
    assert found.level is not None
    assert (found.total, found.on, found.table) == (number, True, table.ref)
    return found.level


@EVERY_SCALE
def test_every_number_has_a_level_that_never_falls_and_changes_at_the_edges_alone(
    table: InstrumentTable, scale: Scale
) -> None:
    """From 0 to the sum of the maxima: total, monotone, and the edges are those of the loaded table."""
    highest = sum(part.maximum for part in table.parts if part.code in scale.parts)
    levels = [level(table, scale, number) for number in range(highest + 1)]
    ranks = [ORDER.index(one) for one in levels]
    assert ranks == sorted(ranks)
    edges = {number for number in range(1, highest + 1) if levels[number] is not levels[number - 1]}
    assert edges == {band.lowest for band in scale.bands} - {0}
    assert [levels[band.lowest] for band in scale.bands] == [band.level for band in scale.bands]


@EVERY_SCALE
def test_one_number_too_many_or_a_missing_part_gives_no_level(table: InstrumentTable, scale: Scale) -> None:
    """Nothing is guessed: neither from more than there can be nor from half of the parts."""
    made = at_number(table, scale, scale.highest)
    parts = [part.model_copy(update={"number": part.number + 1}) for part in made.parts or ()]
    assert of_scale(derive(made.model_copy(update={"parts": parts}), table), scale.code).level is None
    fewer = [part for part in made.parts or () if part.code != scale.parts[0]]
    assert of_scale(derive(made.model_copy(update={"parts": fewer}), table), scale.code).level is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_more_in_any_part_never_lowers_a_level(data: st.DataObject) -> None:
    """Whatever the other parts are: also the aggravating factors of RM2000."""
    table = data.draw(st.sampled_from([one for one in ON.values() if one.parts]))
    numbers = {part.code: data.draw(st.integers(0, part.maximum)) for part in table.parts}
    more = data.draw(st.sampled_from(table.parts))
    numbers[more.code] = min(numbers[more.code], max(more.maximum - 1, 0))
    before = derive(_with(table, numbers), table)
    after = derive(_with(table, {**numbers, more.code: numbers[more.code] + 1}), table)
    for one, other in zip(before, after, strict=True):
        assert one.level is not None
        assert other.level is not None
        assert ORDER.index(one.level) <= ORDER.index(other.level)


@pytest.mark.parametrize("table", SHIPPED.values(), ids=lambda one: one.code)
def test_a_table_that_nobody_confirmed_derives_nothing(table: InstrumentTable) -> None:
    """All that is only recalled ships off, and says so."""
    assert not table.confirmed
    scale = table.scales[0]
    made = at_number(table, scale, scale.highest) if scale.bands else assessment(table.instrument, edition="2")
    for one in derive(made.model_copy(update={"total": 7}), table):
        assert (one.level, one.total, one.maximum, one.on, one.words) == (None, None, None, False, "")


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (0, "Very low"),
        (4, "Very low"),
        (5, "Low"),
        (10, "Low"),
        (11, "Medium"),
        (19, "Medium"),
        (20, "High"),
        (29, "High"),
        (30, "Very high"),
        (43, "Very high"),
        (44, ""),
    ],
)
def test_lscmi_follows_from_the_total_alone_too(total: int, expected: str) -> None:
    """The cut-offs as recalled, worked out by hand."""
    assert level_words(assessment(Instrument.LSCMI, total=total), LSCMI, "general") == expected


def test_parts_and_total_that_do_not_agree_give_no_level() -> None:
    """Nobody can say which of them is meant."""
    made = at_number(LSCMI, LSCMI.scales[0], 20, total=20)
    assert level_words(made, LSCMI, "general") == "High"
    assert level_words(made.model_copy(update={"total": 19}), LSCMI, "general") == ""


def test_the_sentence_names_what_the_level_follows_from() -> None:
    """Number, maximum, table and version."""
    (found,) = derive(assessment(Instrument.LSCMI, total=20), LSCMI)
    assert found.sentence == "Risk and need level: High, from 20 of 43, by LS/CMI, table version 1."


@pytest.mark.parametrize(
    ("points", "aggravating", "expected"),
    [
        (0, 0, "Low"),
        (0, 1, "Low"),
        (0, 2, "Medium"),
        (0, 3, "Medium"),
        (0, 4, "High"),
        (2, 1, "Medium"),
        (2, 3, "High"),
        (3, 4, "Very high"),
        (4, 1, "High"),
        (5, 0, "Very high"),
        (6, 4, "Very high"),
    ],
)
def test_aggravating_factors_raise_the_sexual_scale_and_no_further_than_its_end(
    points: int, aggravating: int, expected: str
) -> None:
    """Two or three raise by one, four by two."""
    made = _with(RM2000, {"s_points": points, "s_aggravating": aggravating, "v_points": 0})
    assert level_words(made, RM2000, "s") == expected
    (one,) = [one for one in derive(made, RM2000) if one.scale == "s"]
    assert one.check_only
    assert "check only" in one.sentence


def test_nothing_follows_while_the_aggravating_factors_are_not_counted() -> None:
    """Points without a count are half of it."""
    assert level_words(_with(RM2000, {"s_points": 5}), RM2000, "s") == ""


COMBINED = ["Low", "Medium", "Medium", "High", "High", "Very high", "Very high"]


@pytest.mark.parametrize("sexual", range(4))
@pytest.mark.parametrize("violence", range(4))
def test_the_combined_scale_adds_the_categories_of_the_other_two(sexual: int, violence: int) -> None:
    """All sixteen; as the assessor entered them."""
    scale = RM2000.scales[0]
    levels = [
        {"scale": "s", "level": scale.levels[sexual], "table": "Guide"},
        {"scale": "v", "level": scale.levels[violence], "table": "Guide"},
    ]
    made = assessment(Instrument.RM2000, levels=levels)
    assert level_words(made, RM2000, "c") == COMBINED[sexual + violence]
    without = assessment(Instrument.RM2000, levels=levels[:1])
    assert level_words(without, RM2000, "c") == ""


@pytest.mark.parametrize(("victim", "maximum"), [("yes", 26), ("no", 24), ("not_known", 24)])
def test_stable_has_one_number_more_where_a_victim_was_a_child(victim: str, maximum: int) -> None:
    """24 or 26, and a total above it gives nothing."""
    (found,) = derive(assessment(Instrument.STABLE, total=maximum, child_victim=victim), STABLE)
    assert (found.words, found.maximum) == ("High", maximum)
    (beyond,) = derive(assessment(Instrument.STABLE, total=maximum + 1, child_victim=victim), STABLE)
    assert beyond.level is None


def test_stable_alone_never_shows_a_risk_level() -> None:
    """The developers: there are none for its total. What follows are dynamic needs."""
    for number in range(27):
        made = assessment(Instrument.STABLE, total=number, child_victim="yes")
        for one in derive(made, STABLE):
            assert one.label == "Dynamic needs"
            assert "risk" not in one.sentence.lower()


@pytest.mark.parametrize(("instrument", "edition"), [(Instrument.SARA, "2"), (Instrument.SARA, "3"), ("rosh", None)])
def test_a_judgement_follows_from_nothing_and_a_sara_total_is_never_printed(
    instrument: Instrument, edition: str | None
) -> None:
    """Whatever numbers somebody managed to put in."""
    table = ON[Instrument(instrument)]
    made = assessment(instrument, total=31, parts=[{"code": "x", "number": 2}], edition=edition, omitted=3)
    found = derive(made, table)
    assert found
    for one in found:
        assert (one.level, one.total, one.maximum) == (None, None, None)
        assert "31" not in one.sentence


def test_the_table_an_assessment_was_signed_with_explains_it_as_long_as_it_is_on() -> None:
    """Else the one in force on its day: the newest that is on, before a newer one that is off."""
    second = LSCMI.model_copy(update={"version": 2, "effective_from": date(2026, 1, 1)})
    third = LSCMI.model_copy(update={"version": 3, "effective_from": date(2026, 2, 1), "confirmed": False})
    tables = [LSCMI, second, third]
    for version, expected in ((None, 2), (1, 1), (2, 2), (3, 2), (9, 2)):
        named = None if version is None else RuleRef(code="lscmi", version=version)
        found = table_for(assessment(Instrument.LSCMI, table=named, total=20), tables)
        assert found is not None
        assert found.version == expected
    assert instrument_in_force(tables, Instrument.LSCMI, date(2025, 12, 31)) is LSCMI
    assert instrument_in_force(tables, Instrument.LSCMI, date(2010, 9, 30)) is None
    assert instrument_in_force([third], Instrument.LSCMI, DAY) is third
    assert table_for(assessment(Instrument.OASYS), tables) is None


def _with(table: InstrumentTable, numbers: dict[str, int]) -> Assessment:
    parts = [{"code": code, "number": number} for code, number in numbers.items()]
    return assessment(table.instrument, parts=parts, child_victim="yes")
