"""What the page of a person says of a plan that leaves something out (standards.md 58, 194)."""

from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument, PartNumber
from casework.records.file.case import Case, StandingPlan
from casework.records.plan.plan_line import PlanLine
from casework.records.record import Record
from casework.records.sentence.programme import ProgrammePlace, Unsuitable, UnsuitableBecause
from casework.rules.duty.fact import DutyFacts
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.planning.sentence import plan_sentences

TABLES = load_instruments()
IN_USE = Case(risk_management_plan=StandingPlan(record="plan", since=date(2026, 1, 1)))


def lscmi(day: date, **numbers: int) -> Assessment:
    parts = [PartNumber(code=code, number=number) for code, number in numbers.items()]
    return Assessment(instrument=Instrument.LSCMI, assessed_on=day, parts=parts)


OLDER = lscmi(date(2025, 1, 1), companions=4)
LATEST = lscmi(date(2026, 1, 1), alcohol_drug=8, companions=1)


def said(*records: Record) -> list[str]:
    return plan_sentences(DutyFacts({str(number): one for number, one in enumerate(records)}), TABLES)


def test_needs_of_the_latest_assessment_without_a_line_are_named() -> None:
    assert said(IN_USE, OLDER, LATEST, PlanLine(plan="plan", factor="Companions")) == [
        "LS/CMI: no line of the plan in use names Alcohol and drugs (8 of 8). Add one, or leave it as it is."
    ]


def test_a_line_of_another_plan_takes_up_nothing() -> None:
    (sentence,) = said(IN_USE, LATEST, PlanLine(plan="an earlier one", factor="Alcohol, companions"))
    assert "Alcohol and drugs (8 of 8), Companions (1 of 4)" in sentence


def test_without_a_plan_in_use_or_without_an_assessment_nothing_is_said() -> None:
    """That there is no plan is said elsewhere."""
    assert said(Case(), LATEST) == []
    assert said(IN_USE) == []


def test_that_no_programme_fits_is_said() -> None:
    unsuitable = Unsuitable(
        because=UnsuitableBecause.NONE_FITS, by="sue", on=date(2026, 1, 1), alternative="Work one to one."
    )
    place = ProgrammePlace(programme="Caledonian", unsuitable=unsuitable)
    assert said(place) == ["No programme fits this offending: what is done instead stands with the programme."]
    assert said(ProgrammePlace(programme="Caledonian")) == []
