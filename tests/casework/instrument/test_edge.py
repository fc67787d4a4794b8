"""Small promises of the instruments: the day a table begins, whose level an override counts for, and every sentence."""

from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.records.assessment.assessment import Instrument
from casework.records.oversight.training import Training
from casework.rules.instrument.agreement import disagreements, results
from casework.rules.instrument.completing import may_complete
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import instrument_in_force, load_instruments, table_for
from casework.rules.instrument.signing import assessment_problems
from casework.rules.instrument.subject import SubjectFacts, subject_problems
from casework.rules.named_senior import senior_problems
from tests.casework.instrument.sample import DAY, ON, SHIPPED, assessment

LSCMI, ACUTE, RM2000 = ON[Instrument.LSCMI], ON[Instrument.ACUTE], ON[Instrument.RM2000]
TYPED = [{"scale": "", "level": "low", "table": "Manual"}]


def test_a_level_that_counts_and_one_that_disagrees_carry_the_name_of_their_scale() -> None:
    """As the page shows it."""
    made = assessment(Instrument.LSCMI, total=20, levels=TYPED)
    derived = derive(made, LSCMI)
    label = LSCMI.scales[0].label
    assert [one.label for one in disagreements(made, derived)] == [label]
    assert [one.label for one in results(made, derived)] == [label]


def test_a_higher_level_by_an_override_counts_before_a_senior_has_agreed() -> None:
    """Nobody is taken for lower than any of the three says."""
    override = {"level": "very_high", "reason": "What the police told us"}
    made = assessment(Instrument.LSCMI, total=20, levels=TYPED, override=override)
    assert [one.level for one in results(made, derive(made, LSCMI))] == ["very_high"]


def test_an_override_that_names_no_scale_is_of_none_where_there_are_several() -> None:
    """It would otherwise lower them all."""
    override = {"level": "low", "reason": "Settled", "senior": "senior"}
    parts = [{"code": part.code, "number": part.maximum} for part in ACUTE.parts]
    made = assessment(Instrument.ACUTE, parts=parts, override=override)
    assert [one.level for one in results(made, derive(made, ACUTE))] == ["high", "high"]


def test_a_table_is_in_force_from_its_very_day() -> None:
    """And no day before it."""
    first = LSCMI.effective_from
    assert instrument_in_force([LSCMI], Instrument.LSCMI, first) == LSCMI
    assert instrument_in_force([LSCMI], Instrument.LSCMI, first - timedelta(days=1)) is None


def test_before_the_first_day_of_all_versions_the_first_that_is_on_holds_and_else_the_first() -> None:
    """Whichever comes first in the list, and whichever is the older one."""
    day = LSCMI.effective_from - timedelta(days=400)
    off = LSCMI.model_copy(update={"confirmed": False, "version": 1})
    later = LSCMI.model_copy(update={"effective_from": LSCMI.effective_from + timedelta(days=9), "version": 2})
    last = later.model_copy(update={"version": 3})
    made = assessment(Instrument.LSCMI, assessed_on=day)
    for tables in ([off, later, last], [last, later, off]):
        assert table_for(made, tables) == later
    older = off.model_copy(update={"version": 4, "effective_from": LSCMI.effective_from - timedelta(days=1)})
    assert [table_for(made, pair) for pair in ([off, older], [older, off])] == [older, older]


@pytest.mark.parametrize("missing", ["instrument", "assessed_on"])
def test_without_instrument_or_day_there_is_no_table(missing: str) -> None:
    """Both say which."""
    made = assessment(Instrument.LSCMI).model_copy(update={missing: None})
    assert table_for(made, [LSCMI]) is None


def test_the_tables_that_come_with_doorstep_are_those_of_the_instruments() -> None:
    """Every one that has a table, each once, and all of them off but what was read in a source."""
    assert {one.instrument for one in load_instruments()} == set(SHIPPED)
    assert len(load_instruments()) == len(SHIPPED)


def test_who_is_not_trained_is_told_what_to_do() -> None:
    """Whether the training lapsed or never was."""
    do = " Have somebody complete it who is trained, or have the training recorded."
    lapsed = Training.model_validate(
        {"staff": "worker", "subject": "lscmi", "completed_on": DAY, "ended": {"on": DAY.isoformat()}}
    )
    for known in ([], [lapsed]):
        found = may_complete(known, "worker", Instrument.LSCMI, DAY)
        assert found is not None
        assert found.endswith(do)
    assert "ended on 2 March 2026" in str(may_complete([lapsed], "worker", Instrument.LSCMI, DAY))


@pytest.mark.parametrize("other", [{"staff": "somebody"}, {"subject": "rm2000"}])
def test_the_lapsed_training_of_somebody_else_or_in_something_else_is_not_spoken_of(other: dict[str, str]) -> None:
    """The sentence is about the assessor and this instrument."""
    values = {"staff": "worker", "subject": "lscmi", "completed_on": date(2024, 3, 1), "expires_on": date(2025, 3, 1)}
    found = may_complete([Training.model_validate({**values, **other})], "worker", Instrument.LSCMI, DAY)
    assert found is not None
    assert "no recorded training in LS/CMI" in found


def test_every_missing_part_is_named_one_after_the_other() -> None:
    """And the part that raises a level by its own name."""
    parts = [{"code": part.code, "number": 0} for part in LSCMI.parts]
    labels = ", ".join(part.label for part in LSCMI.parts[-2:])
    problems = assessment_problems(assessment(Instrument.LSCMI, parts=parts[:-2]), LSCMI, None)
    assert any(f": {labels} missing for" in one for one in problems)
    points = [{"code": "s_points", "number": 3}]
    (raising,) = (part.label for part in RM2000.parts if part.code == "s_aggravating")
    found = assessment_problems(assessment(Instrument.RM2000, parts=points), RM2000, None)
    assert any(one.startswith(f"Numbers by part: {raising} missing for") for one in found)


def test_all_parts_are_as_good_as_the_total() -> None:
    """Signed with its number means either of them."""
    parts = [{"code": part.code, "number": 0} for part in LSCMI.parts]
    assert assessment_problems(assessment(Instrument.LSCMI, parts=parts), LSCMI, None) == []


def test_a_victim_of_13_or_younger_is_asked_for_in_a_sentence() -> None:
    """From it follows the highest possible total."""
    table = ON[Instrument.STABLE]
    found = assessment_problems(assessment(Instrument.STABLE, total=3), table, None)
    assert "A victim was 13 or younger: say yes or no; the highest possible total follows from it." in found


def test_whoever_is_named_as_a_senior_and_is_none_is_said_in_a_sentence() -> None:
    """With what to do."""
    assert senior_problems(None, "assessment", "override") == [
        "Override: the person named is no senior; name the senior who agreed."
    ]


def test_the_refusal_names_the_instrument_not_to_use() -> None:
    """So that the sentence can stand alone."""
    (found,) = subject_problems(RM2000, SubjectFacts("female", date(1980, 5, 5)), DAY)
    assert f"Do not use {RM2000.title} here" in found


def test_an_override_of_one_scale_is_of_no_other() -> None:
    """What a senior agreed to for any offending says nothing about sex or violence."""
    override = {"scale": "general", "level": "low", "reason": "Settled", "senior": "senior"}
    parts = [{"code": part.code, "number": part.maximum} for part in ACUTE.parts]
    made = assessment(Instrument.ACUTE, parts=parts, override=override)
    assert {one.scale: one.level.value for one in results(made, derive(made, ACUTE))} == {
        "sex_violence": "high",
        "general": "low",
    }


def test_a_typed_level_that_is_neither_of_the_two_is_the_one_that_is_shown() -> None:
    """Beside an override to another, it is what has to be corrected."""
    override = {"level": "medium", "reason": "Settled", "senior": "senior"}
    made = assessment(Instrument.LSCMI, total=20, levels=TYPED, override=override)
    (found,) = disagreements(made, derive(made, LSCMI))
    assert (found.entered, found.resolved) == ("low", False)
    # Until it is corrected, what a senior agreed to counts no more than the others.
    assert [one.level for one in results(made, derive(made, LSCMI))] == ["high"]


@pytest.mark.parametrize(
    ("senior", "says"),
    [
        ("worker", "Override: the senior who agreed is the assessor; name another senior who agreed."),
        (None, "Override: the senior who agreed is missing; LS/CMI is overridden only with one."),
    ],
)
def test_an_override_to_the_very_level_that_follows_needs_its_senior_too(senior: str | None, says: str) -> None:
    """It may not be what follows tomorrow."""
    override = {"level": "high", "reason": "Known", "senior": senior}
    made = assessment(Instrument.LSCMI, total=20, override=override)
    assert [one for one in assessment_problems(made, LSCMI, None) if one.startswith("Override")] == [says]


def test_the_limits_of_parts_are_the_tables_and_hold_while_it_is_on() -> None:
    """Nobody is held to numbers that were only recalled."""
    made = assessment(Instrument.LSCMI, parts=[{"code": LSCMI.parts[0].code, "number": 40}], levels=TYPED)
    assert not any("goes up to" in one for one in assessment_problems(made, SHIPPED[Instrument.LSCMI], None))
    assert any("goes up to" in one for one in assessment_problems(made, LSCMI, None))


def test_the_part_about_a_child_counts_where_there_was_one() -> None:
    """And nothing is said against it then."""
    table = ON[Instrument.STABLE]
    parts = [{"code": part.code, "number": 0} for part in table.parts]
    made = assessment(Instrument.STABLE, parts=parts, child_victim="yes")
    assert assessment_problems(made, table, None) == []


def test_numbers_alone_are_not_enough_while_the_table_is_off() -> None:
    """Nothing follows from them, so somebody has to say the level."""
    parts = [{"code": part.code, "number": 0} for part in ACUTE.parts]
    found = assessment_problems(assessment(Instrument.ACUTE, parts=parts), SHIPPED[Instrument.ACUTE], None)
    assert any("Sex or violence is missing" in one for one in found)


def test_what_follows_names_its_table_and_says_where_a_level_was_raised() -> None:
    """A page shows both, and what is a check only."""
    parts = [{"code": "s_points", "number": 1}, {"code": "s_aggravating", "number": 2}]
    made = assessment(Instrument.RM2000, parts=parts)
    found = next(one for one in derive(made, RM2000) if one.scale == "s")
    assert found.title == RM2000.title
    assert " before it was raised, by " in found.sentence
    assert found.sentence.endswith("; a check only, the level is the assessor's.")


def test_a_scale_of_another_edition_is_none_of_this_ones() -> None:
    """Its level would stand for nothing; those there are, are named."""
    sara = ON[Instrument.SARA]
    levels = [{"scale": "partner", "level": "low", "table": "Manual"}]
    found = assessment_problems(assessment(Instrument.SARA, edition="3", levels=levels), sara, None)
    named = ", ".join(f"{one.code} ({one.label})" for one in sara.scales if one.edition == "3")
    assert f"Level as entered: {sara.title} has other scales; name one of: {named}." in found


def test_a_group_at_a_higher_risk_than_all_is_said_with_what_to_do() -> None:
    """One of the two is wrong."""
    group: dict[str, JsonValue] = {"group": "children", "nature": "Assault", "imminence": "At any time"}
    group |= {"likelihood": "Likely", "increasing": ["Drink"], "reducing": ["Work"], "level": "very_high"}
    levels: list[JsonValue] = [{"scale": "serious_harm", "level": "low", "table": "Own", "rationale": "Quiet"}]
    made = assessment(Instrument.ROSH, levels=levels, groups=[group])
    assert (
        "Level as entered: it is lower than the level for one group (children); correct one of them."
        in assessment_problems(made, ON[Instrument.ROSH], None)
    )
