"""A level that was typed and is not the one that follows: both are shown, and it is not signed until they agree."""

import pytest
from pydantic import JsonValue

from casework.records.assessment.assessment import Assessment, Instrument
from casework.rules.instrument.agreement import disagreements, results
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.instrument.signing import assessment_problems, unfit_problems
from tests.casework.instrument.sample import ON, SHIPPED, assessment

LSCMI, ACUTE, ROSH, SARA, RM2000 = (
    ON[one] for one in (Instrument.LSCMI, Instrument.ACUTE, Instrument.ROSH, Instrument.SARA, Instrument.RM2000)
)


GROUP: dict[str, JsonValue] = {
    "group": "children",
    "nature": "Assault",
    "imminence": "At any time",
    "likelihood": "Likely",
    "increasing": ["Drinking"],
    "reducing": ["His mother"],
    "level": "very_high",
}


def entered(level: str, scale: str = "", **more: JsonValue) -> list[dict[str, JsonValue]]:
    """One level as somebody typed it."""
    return [{"scale": scale, "level": level, "table": "Manual 2004", **more}]


def lscmi(level: str | None, **changed: object) -> Assessment:
    """An LS/CMI with a total of 20, from which high follows."""
    levels = entered(level) if level else None
    return assessment(Instrument.LSCMI, total=20, levels=levels, **changed)


def override(to: str, **changed: JsonValue) -> dict[str, JsonValue]:
    """An override with a reason that a senior agreed to."""
    return {"level": to, "reason": "What the police told us", "senior": "senior", **changed}


def test_a_level_that_agrees_or_was_not_typed_is_no_disagreement() -> None:
    """The numbers alone are enough; so is typing the right level."""
    for level in ("high", None):
        made = lscmi(level)
        assert disagreements(made, derive(made, LSCMI)) == ()
        assert assessment_problems(made, LSCMI, None) == []


def test_a_level_that_disagrees_is_shown_beside_the_other_and_keeps_it_from_being_signed() -> None:
    """Both levels, what the one follows from, and what to do."""
    made = lscmi("medium")
    (found,) = disagreements(made, derive(made, LSCMI))
    assert (found.entered, found.derived, found.resolved) == ("medium", "high", False)
    assert "Medium" in found.sentence
    assert "High follows from 20 of 43" in found.sentence
    assert found.sentence in assessment_problems(made, LSCMI, None)
    assert [(one.level, one.sentence) for one in results(made, derive(made, LSCMI))] == [("high", found.sentence)]


@pytest.mark.parametrize("level", ["very_low", "low", "medium", "very_high"])
def test_until_it_is_resolved_the_higher_of_the_two_counts(level: str) -> None:
    """For lists and duties nobody is taken for lower than one of the two says."""
    made = lscmi(level)
    (found,) = results(made, derive(made, LSCMI))
    assert found.level == ("very_high" if level == "very_high" else "high")


@pytest.mark.parametrize(
    ("levels", "agreed"),
    [("medium", "medium"), ("high", "medium"), (None, "medium"), (None, "very_high"), ("very_low", "very_low")],
)
def test_an_override_that_a_senior_agreed_to_resolves_it_and_both_stay_visible(levels: str | None, agreed: str) -> None:
    """With the reason; and its level is the one that counts."""
    made = lscmi(levels, override=override(agreed))
    (found,) = disagreements(made, derive(made, LSCMI))
    assert found.resolved
    assert (found.entered, found.derived) == (agreed, "high")
    assert "What the police told us" in found.sentence
    assert assessment_problems(made, LSCMI, None) == []
    assert [one.level for one in results(made, derive(made, LSCMI))] == [agreed]


@pytest.mark.parametrize(
    "changed",
    [{"senior": None}, {"senior": "worker"}, {"level": "low"}, {"reason": "   x   ", "senior": None}],
)
def test_an_override_without_another_senior_or_to_another_level_resolves_nothing(
    changed: dict[str, JsonValue],
) -> None:
    """Nobody agrees with themself, and what was typed has to be what was agreed."""
    made = lscmi("medium", override=override("medium", **changed))
    (found,) = disagreements(made, derive(made, LSCMI))
    assert not found.resolved
    assert unfit_problems(made, LSCMI)


def test_while_the_table_is_off_the_typed_level_stands_with_its_source() -> None:
    """The assessor enters level and table; nothing is compared, and without a level it is not signed."""
    table = SHIPPED[Instrument.LSCMI]
    made = lscmi("medium")
    assert disagreements(made, derive(made, table)) == ()
    assert assessment_problems(made, table, None) == []
    assert assessment_problems(made, None, None) == []
    assert [one.level for one in results(made, derive(made, table))] == ["medium"]
    assert any("Level as entered" in one for one in assessment_problems(lscmi(None), table, None))


@pytest.mark.parametrize(("senior", "counts"), [("senior", "low"), (None, "medium"), ("worker", "medium")])
def test_an_override_counts_without_a_table_too_once_a_senior_agreed(senior: str | None, counts: str) -> None:
    """Until then the higher of the two."""
    made = lscmi("medium", override=override("low", senior=senior))
    assert [one.level for one in results(made, derive(made, SHIPPED[Instrument.LSCMI]))] == [counts]


@pytest.mark.parametrize(
    ("table", "changed", "says"),
    [
        (LSCMI, {"total": 44}, "goes up to 43"),
        (SHIPPED[Instrument.LSCMI], {"total": 44, "levels": entered("high")}, "goes up to 43"),
        (LSCMI, {"total": None}, "Total is missing"),
        (LSCMI, {"parts": [{"code": "companions", "number": 5}]}, "Companions goes up to 4"),
        (LSCMI, {"parts": [{"code": "companions", "number": 4}]}, "fill in every part, or none"),
        (LSCMI, {"parts": [{"code": "weather", "number": 4}]}, "no part of this name"),
        (LSCMI, {"levels": entered("high", "general_risk")}, "name one of: general"),
        (ACUTE, {"total": 3}, "has no total"),
        (ACUTE, {"levels": entered("very_high", "general")}, "has the levels Low, Moderate, High"),
        (ACUTE, {"levels": entered("low")}, "has other scales"),
        (SARA, {"total": 12}, "has no total"),
        (SARA, {"edition": "1"}, "choose one of 2, 3"),
        (SARA, {"omitted": None}, "Items left out is missing"),
        (SARA, {"critical_items": None}, "Critical items is missing"),
        (SARA, {"levels": entered("low", "partner")}, "needs why this level"),
        (SARA, {"levels": None}, "Imminent risk to the partner is missing"),
        (RM2000, {"levels": None}, "Level as entered is missing"),
        (ACUTE, {"levels": entered("low", "general")}, "Sex or violence is missing"),
        (SHIPPED[Instrument.STABLE], {}, "Dynamic needs is missing"),
        (ON[Instrument.STABLE], {"total": 25}, "Dynamic needs goes up to 24 here"),
        (ON[Instrument.STABLE], {"child_victim": None}, "say yes or no"),
        (ON[Instrument.STABLE], {"child_victim": "not_known"}, "say yes or no"),
        (ON[Instrument.STABLE], {"parts": [{"code": "children", "number": 1}]}, "counts only where a victim was 13"),
        (ACUTE, {"override": {"scale": "", "level": "low", "reason": "R", "senior": "boss"}}, "has several scales"),
        (ROSH, {"groups": [{**GROUP, "level": "very_low"}]}, "has no level Very low"),
        (RM2000, {"parts": [{"code": "s_points", "number": 3}]}, "write 0 where there is none"),
    ],
)
def test_what_cannot_be_signed_is_named_with_what_to_do(
    table: InstrumentTable, changed: dict[str, object], says: str
) -> None:
    """A valid assessment of each instrument, and one change to it."""
    valid = {**VALID[table.instrument], **changed}
    problems = assessment_problems(assessment(table.instrument, **valid), table, None)
    assert any(says in one for one in problems), problems
    assert all(one.endswith(".") for one in problems)


def _levels(*pairs: str, why: str = "Because of what was said") -> list[dict[str, JsonValue]]:
    return [one for pair in pairs for one in entered(pair.split("=")[1], pair.split("=")[0], rationale=why)]


VALID: dict[Instrument, dict[str, object]] = {
    Instrument.LSCMI: {"total": 20},
    Instrument.ACUTE: {"levels": _levels("sex_violence=low", "general=high")},
    Instrument.SARA: {
        "edition": "2",
        "omitted": 3,
        "critical_items": "no",
        "levels": _levels("partner=high", "others=low"),
    },
    Instrument.RM2000: {"levels": _levels("s=high", "v=medium", "c=high")},
    Instrument.STABLE: {"total": 24, "child_victim": "no"},
    Instrument.ROSH: {"levels": _levels("serious_harm=high")},
}


@pytest.mark.parametrize("instrument", VALID, ids=lambda one: one.value)
def test_a_complete_assessment_can_be_signed_while_its_table_is_on(instrument: Instrument) -> None:
    """And where it is off, once its levels are typed."""
    made = assessment(instrument, **VALID[instrument])
    assert assessment_problems(made, ON[instrument], None) == []
    scales = [scale.code for scale in ON[instrument].scales]
    levels = made.levels or _levels(*(f"{code}=high" for code in scales))
    off = assessment(instrument, **{**VALID[instrument], "levels": levels})
    assert assessment_problems(off, SHIPPED[instrument], None) == []


def test_the_violence_scale_of_rm2000_may_stand_alone() -> None:
    """It may be used with a man who has no sexual offence."""
    made = assessment(Instrument.RM2000, levels=_levels("v=high"))
    assert assessment_problems(made, RM2000, None) == []
    assert [one.scale for one in results(made, derive(made, RM2000))] == ["v"]


def test_acute_needs_no_typed_level_where_its_numbers_say_it() -> None:
    """All seven give both levels; four of them only the one that they make up."""
    parts = [{"code": part.code, "number": 0} for part in ACUTE.parts]
    assert assessment_problems(assessment(Instrument.ACUTE, parts=parts), ACUTE, None) == []
    some = assessment_problems(assessment(Instrument.ACUTE, parts=parts[:4]), ACUTE, None)
    assert any("Any offending is missing" in one for one in some)
    assert not any("Sex or violence is missing" in one for one in some)


def test_two_sums_that_differ_are_not_signed() -> None:
    """The total is the sum of the parts, where both are there."""
    parts = [{"code": part.code, "number": 2} for part in LSCMI.parts]
    assert unfit_problems(assessment(Instrument.LSCMI, parts=parts, total=16), LSCMI) == []
    (found,) = unfit_problems(assessment(Instrument.LSCMI, parts=parts, total=17), LSCMI)
    assert "add up to 16, not 17" in found


def test_a_typed_rm2000_category_that_the_points_do_not_give_is_shown_and_blocks() -> None:
    """A check, and the assessor's category stays the one of record once the override says why."""
    parts = [{"code": "s_points", "number": 1}, {"code": "s_aggravating", "number": 0}]
    made = assessment(Instrument.RM2000, **VALID[Instrument.RM2000], parts=parts)
    (found,) = disagreements(made, derive(made, RM2000))
    assert (found.scale, found.entered, found.derived) == ("s", "high", "medium")
    assert found.sentence in assessment_problems(made, RM2000, None)
    resolved = assessment(
        Instrument.RM2000, **VALID[Instrument.RM2000], parts=parts, override=override("high", scale="s")
    )
    assert assessment_problems(resolved, RM2000, None) == []


def test_the_level_of_serious_harm_is_not_below_that_of_a_group() -> None:
    """For each group its own analysis and level, and one over all of them."""
    made = assessment(Instrument.ROSH, **VALID[Instrument.ROSH], groups=[GROUP])
    assert any("lower than the level for one group (children)" in one for one in unfit_problems(made, ROSH))
    level = assessment(Instrument.ROSH, **VALID[Instrument.ROSH], groups=[{**GROUP, "level": "high"}])
    assert assessment_problems(level, ROSH, None) == []
    assert level.problems() == []
