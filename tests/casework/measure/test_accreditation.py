"""Training gaps, and who is assessed with an accredited tool by somebody trained (standards.md 45, 46, 176, 177)."""

from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.multi_agency.mappa import MappaLevel
from casework.records.oversight.training import Ended, Training, TrainingSubject
from casework.rules.measure.accreditation import (
    NOT_ASKED,
    CaseAssessments,
    coverage_table,
    expiring,
    load_tools,
    training_table,
)

DAY = date(2026, 11, 20)
TABLE = load_tools()
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


def covered(case: str, *assessments: Assessment) -> CaseAssessments:
    return CaseAssessments(case, assessments, TABLE.tools)


def test_coverage_tells_who_was_assessed_by_somebody_trained_on_that_day() -> None:
    trainings = [training("ann", RM2000, expires_on=date(2026, 6, 30))]
    cases = [
        covered("in_time", assessment(Instrument.RM2000, "ann", date(2026, 6, 30))),
        covered("expired", assessment(Instrument.RM2000, "ann", date(2026, 7, 1))),
        covered("untrained", assessment(Instrument.RM2000, "bob", date(2026, 6, 1))),
        covered("both", *(assessment(Instrument.RM2000, who, date(2026, 6, 1)) for who in ("bob", "ann"))),
        covered("corrected", assessment(Instrument.RM2000, "ann", date(2026, 6, 1), "another")),
        covered("to_come", assessment(Instrument.RM2000, "ann", date(2026, 11, 21))),
        covered("other_tool", assessment(Instrument.STABLE, "ann", date(2026, 6, 1))),
        covered("none", Assessment()),
    ]
    row = coverage_table(cases, trainings, DAY, TABLE.tools).row(Instrument.RM2000)
    assert row.cells == (
        ("in_time", "both"),
        ("expired", "untrained"),
        ("corrected", "to_come", "other_tool", "none"),
    )
    assert row.words == ("25%", "25%", "50%")


def test_one_without_assessor_was_by_nobody_trained() -> None:
    cases = [covered("a", Assessment(instrument=Instrument.RM2000, assessed_on=DAY))]
    assert coverage_table(cases, [], DAY, [Instrument.RM2000]).row(Instrument.RM2000).counts == (0, 1, 0)


def test_all_tools_are_asked_for_unless_an_agency_spares_some() -> None:
    """The question of 2009 is a setting, off as shipped; on, it spares who is low and at level 1, and nobody else."""
    low, one = InstrumentLevel.LOW, MappaLevel.ROUTINE
    assert TABLE.asked_for(low, one) == TABLE.tools == (Instrument.RM2000, Instrument.STABLE, Instrument.ACUTE)
    sparing = TABLE.model_copy(update={"spare": True})
    assert sparing.asked_for(low, one) == (Instrument.RM2000,)
    others = [(InstrumentLevel.MEDIUM, one), (low, MappaLevel.PANEL), (None, one), (low, None), (None, None)]
    assert all(sparing.asked_for(category, level) == TABLE.tools for category, level in others)


def test_who_is_spared_a_tool_stands_beside() -> None:
    case = CaseAssessments("a", (), (Instrument.RM2000,))
    grid = coverage_table([case], [], DAY, TABLE.tools)
    assert grid.row(Instrument.RM2000).counts == (0, 0, 1)
    assert grid.row(Instrument.STABLE).of == 0
    assert [(one.why, one.ids) for one in grid.row(Instrument.STABLE).left_out] == [(NOT_ASKED, ("a",))]
