"""Whom an instrument is for, and who may complete it."""

from datetime import date

import pytest

from casework.records.assessment.assessment import Instrument
from casework.records.oversight.training import Training
from casework.records.person.person import Person
from casework.rules.day import age_on
from casework.rules.instrument.completing import may_complete, subject_for
from casework.rules.instrument.signing import assessment_problems
from casework.rules.instrument.subject import SubjectFacts, subject_of, subject_problems
from tests.casework.instrument.sample import DAY, ON, SHIPPED, assessment

GROWN = date(1980, 5, 5)


@pytest.mark.parametrize(
    ("sex", "born", "says"),
    [
        ("male", GROWN, None),
        ("male", date(2008, 3, 2), None),
        ("male", date(2008, 3, 3), "the person was 17 on the date of the assessment"),
        ("female", GROWN, "says nothing about a woman"),
        ("other", GROWN, "says nothing about this person"),
        (None, GROWN, "Sex is not recorded"),
        ("not_known", GROWN, "Sex is not recorded"),
        ("male", None, "Date of birth is not recorded"),
    ],
)
def test_rm2000_refuses_women_and_under_18s_with_the_reason(
    sex: str | None, born: date | None, says: str | None
) -> None:
    """Whether the table is on or off; and what is missing to tell is named."""
    for table in (ON[Instrument.RM2000], SHIPPED[Instrument.RM2000]):
        found = subject_problems(table, SubjectFacts(sex, born), DAY)
        assert bool(found) == (says is not None)
        assert all("men of 18 or older only" in one for one in found)
        if says:
            assert any(says in one for one in found)
            made = assessment(Instrument.RM2000)
            assert set(found) <= set(assessment_problems(made, table, SubjectFacts(sex, born)))


@pytest.mark.parametrize("instrument", [one for one in ON if one is not Instrument.RM2000], ids=str)
def test_other_instruments_ask_nothing_about_the_person(instrument: Instrument) -> None:
    """Not even who it is."""
    assert subject_problems(ON[instrument], subject_of(None), DAY) == []


def test_somebody_born_on_a_leap_day_is_of_age_on_the_first_of_march() -> None:
    """In a year without 29 February."""
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18
    assert age_on(date(2008, 2, 29), date(2028, 2, 29)) == 20


def test_the_facts_of_a_person_are_those_recorded() -> None:
    """Sex and date of birth."""
    assert subject_of(Person(sex="male", born=GROWN)) == SubjectFacts("male", GROWN)
    assert subject_of(None) == SubjectFacts(None, None)


def training(**changed: object) -> Training:
    """A training of the worker in LS/CMI, with changes."""
    values = {"staff": "worker", "subject": "lscmi", "completed_on": "2024-03-01", **changed}
    return Training.model_validate(values)


@pytest.mark.parametrize(
    ("trained", "says"),
    [
        ([training()], None),
        ([training(expires_on="2026-03-02")], None),
        ([training(expires_on="2026-03-01")], "ended on 1 March 2026"),
        ([training(expires_on="2026-03-01"), training(completed_on="2026-02-20")], None),
        ([training(ended={"on": "2026-03-02"})], "ended on 2 March 2026"),
        ([training(completed_on="2026-03-03")], "no recorded training in LS/CMI"),
        ([training(staff="somebody")], "no recorded training in LS/CMI"),
        ([training(subject="rm2000")], "no recorded training in LS/CMI"),
        ([], "no recorded training in LS/CMI"),
    ],
)
def test_who_is_trained_on_the_day_may_complete_it(trained: list[Training], says: str | None) -> None:
    """Completed, not lapsed, not ended, in this instrument and by this person."""
    found = may_complete(trained, "worker", Instrument.LSCMI, DAY)
    assert (found is None) == (says is None)
    if says:
        assert found is not None
        assert says in found


def test_every_instrument_of_this_service_needs_training_in_it() -> None:
    """But for one that is not listed, and one that only comes with a case."""
    without = {one for one in Instrument if subject_for(one) is None}
    assert without == {Instrument.OTHER, Instrument.OASYS}
    assert all(subject.value == one.value for one in Instrument if (subject := subject_for(one)))
    assert may_complete([], "worker", Instrument.OASYS, DAY) is None
