"""Training gaps by worker, and who is assessed with an accredited tool (standards.md 45, 46, 176, 177)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.measure.grid import Grid, Head, Judged, grid_of
from casework.rules.training import holds, is_trained

HELD = Head("held", "Trained")
GAP = Head("gap", "Not trained, or no longer")


def training_table(
    trainings: Iterable[Training], staff: Iterable[str], wanted: Sequence[TrainingSubject], day: date
) -> Grid:
    """For each subject who is trained on a day and who is not. The ids are those of staff."""
    known, everybody = list(trainings), list(staff)
    judged = [
        Judged(subject, ident, HELD.code if is_trained(known, ident, subject, day) else GAP.code)
        for subject in wanted
        for ident in everybody
    ]
    rows = tuple(Head(subject.value, subject.words) for subject in wanted)
    return grid_of("Training", (HELD, GAP), rows, judged)


def expiring(trainings: Iterable[Training], day: date, within_days: int) -> tuple[Training, ...]:
    """What counts today and ends within so many days, the soonest first; not where a later one is held already."""
    known = [one for one in trainings if holds(one, day)]
    last = day + timedelta(days=within_days)
    ending = [one for one in known if one.expires_on and one.expires_on <= last and not _renewed(one, known)]
    return tuple(sorted(ending, key=lambda one: (one.expires_on or last, one.staff or "", one.subject or "")))


def _renewed(training: Training, known: Iterable[Training]) -> bool:
    return any(
        other.staff == training.staff and other.subject is training.subject and _outlasts(other, training)
        for other in known
    )


def _outlasts(other: Training, training: Training) -> bool:
    return other.expires_on is None or (training.expires_on is not None and other.expires_on > training.expires_on)


ACCREDITED = (Instrument.RM2000, Instrument.STABLE, Instrument.ACUTE)
"""The tools that the sources name for sexual offending; SARA and LS/CMI may be asked for in the same way."""

BY_TRAINED = Head("by_trained", "Assessed by somebody trained on that day")
BY_UNTRAINED = Head("by_untrained", "Assessed; no training of the assessor recorded for that day")
NOT_ASSESSED = Head("not_assessed", "Not assessed")


@dataclass(frozen=True)
class CaseAssessments:
    """One case that has to be covered, and its assessments."""

    case: str
    assessments: tuple[Assessment, ...]


def coverage_table(
    cases: Iterable[CaseAssessments],
    trainings: Iterable[Training],
    today: date,
    tools: Sequence[Instrument] = ACCREDITED,
) -> Grid:
    """For each tool how many of the cases are covered. An assessment that was corrected does not count."""
    known, everyone = list(trainings), list(cases)
    judged = [Judged(tool, one.case, _coverage(one, tool, known, today).code) for tool in tools for one in everyone]
    columns = (BY_TRAINED, BY_UNTRAINED, NOT_ASSESSED)
    return grid_of("Assessed with an accredited tool", columns, [Head(tool, tool.words) for tool in tools], judged)


def _coverage(one: CaseAssessments, tool: Instrument, trainings: Sequence[Training], today: date) -> Head:
    mine = [
        assessment
        for assessment in one.assessments
        if assessment.instrument is tool
        and assessment.corrected_by is None
        and assessment.assessed_on is not None
        and assessment.assessed_on <= today
    ]
    if not mine:
        return NOT_ASSESSED
    return BY_TRAINED if any(_by_trained(assessment, tool, trainings) for assessment in mine) else BY_UNTRAINED


def _by_trained(assessment: Assessment, tool: Instrument, trainings: Iterable[Training]) -> bool:
    if assessment.assessor is None or assessment.assessed_on is None:
        return False
    return is_trained(trainings, assessment.assessor, TrainingSubject(tool.value), assessment.assessed_on)
