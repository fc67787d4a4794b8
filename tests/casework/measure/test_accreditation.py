"""Training gaps, and who is assessed with an accredited tool by somebody trained (standards.md 45, 46, 176, 177)."""

from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.oversight.training import Ended, Training, TrainingSubject
from casework.rules.measure.accreditation import CaseAssessments, coverage_table, expiring, training_table

DAY = date(2026, 11, 20)
RM2000, LSCMI = TrainingSubject.RM2000, TrainingSubject.LSCMI


def training(
    staff: str, subject: TrainingSubject, expires_on: date | None = None, ended: date | None = None
) -> Training:
    return Training(
        staff=staff,
        subject=subject,
        completed_on=date(2024, 1, 1),
        expires_on=expires_on,
        ended=Ended(on=ended) if ended else None,
    )


def test_the_gaps_are_those_who_are_not_trained_on_the_day() -> None:
    trainings = [
        training("ann", LSCMI),
        training("ann", RM2000, expires_on=date(2026, 11, 19)),
        training("bob", RM2000, expires_on=DAY),
        training("bob", LSCMI, ended=DAY),
    ]
    grid = training_table(trainings, ["ann", "bob"], [LSCMI, RM2000], DAY)
    assert grid.row(LSCMI).cells == (("ann",), ("bob",))
    assert grid.row(RM2000).cells == (("bob",), ("ann",))
    assert grid.row(RM2000).head.title == "Risk Matrix 2000"


def test_what_runs_out_soon_is_listed_unless_it_was_renewed() -> None:
    soon, later = date(2026, 12, 1), date(2027, 12, 1)
    trainings = [
        training("ann", LSCMI, expires_on=soon),
        training("bob", LSCMI, expires_on=soon),
        training("bob", LSCMI, expires_on=later),
        training("cat", LSCMI, expires_on=soon),
        training("cat", LSCMI),
        training("dan", LSCMI, expires_on=date(2026, 11, 1)),
        training("eve", LSCMI, expires_on=later),
    ]
    assert [one.staff for one in expiring(trainings, DAY, 30)] == ["ann"]


def assessment(tool: Instrument, assessor: str, on: date, corrected_by: str | None = None) -> Assessment:
    return Assessment(instrument=tool, assessor=assessor, assessed_on=on, corrected_by=corrected_by)


def test_coverage_tells_who_was_assessed_by_somebody_trained_on_that_day() -> None:
    trainings = [training("ann", RM2000, expires_on=date(2026, 6, 30))]
    cases = [
        CaseAssessments("in_time", (assessment(Instrument.RM2000, "ann", date(2026, 6, 30)),)),
        CaseAssessments("expired", (assessment(Instrument.RM2000, "ann", date(2026, 7, 1)),)),
        CaseAssessments("untrained", (assessment(Instrument.RM2000, "bob", date(2026, 6, 1)),)),
        CaseAssessments("both", tuple(assessment(Instrument.RM2000, who, date(2026, 6, 1)) for who in ("bob", "ann"))),
        CaseAssessments("corrected", (assessment(Instrument.RM2000, "ann", date(2026, 6, 1), "another"),)),
        CaseAssessments("to_come", (assessment(Instrument.RM2000, "ann", date(2026, 11, 21)),)),
        CaseAssessments("other_tool", (assessment(Instrument.STABLE, "ann", date(2026, 6, 1)),)),
        CaseAssessments("none", (Assessment(),)),
    ]
    row = coverage_table(cases, trainings, DAY).row(Instrument.RM2000)
    assert row.cells == (
        ("in_time", "both"),
        ("expired", "untrained"),
        ("corrected", "to_come", "other_tool", "none"),
    )
    assert row.words == ("25%", "25%", "50%")


def test_one_without_assessor_was_by_nobody_trained() -> None:
    cases = [CaseAssessments("a", (Assessment(instrument=Instrument.RM2000, assessed_on=DAY),))]
    assert coverage_table(cases, [], DAY, [Instrument.RM2000]).row(Instrument.RM2000).counts == (0, 1, 0)
