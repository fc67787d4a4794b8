"""Training gaps by worker, and who is assessed with an accredited tool (standards.md 35, 45, 46, 176, 177)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.multi_agency.mappa import MappaLevel
from casework.records.oversight.training import Training, TrainingSubject
from casework.rules.measure.grid import Grid, Head, Judged, grid_of
from casework.rules.table import Table, load_tables
from casework.rules.training import holds, is_trained
from casework.words import say

HELD = Head("held", say("Trained"))
GAP = Head("gap", say("Not trained, or no longer"))


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
    return grid_of(say("Training"), (HELD, GAP), rows, judged)


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


class ToolTable(Table):
    """Which tools are asked for, and who is spared some of them where `spare` is set (standards.md 35).

    Spared is who has the category of Risk Matrix 2000 and the MAPPA level named here.
    """

    tools: tuple[Instrument, ...]
    spare: bool = False
    spared_tools: tuple[Instrument, ...] = ()
    spared_category: InstrumentLevel = InstrumentLevel.LOW
    spared_mappa_level: MappaLevel = MappaLevel.ROUTINE

    def asked_for(self, category: InstrumentLevel | None, mappa_level: MappaLevel | None) -> tuple[Instrument, ...]:
        """The tools asked for somebody; whose category or level is not known is spared nothing."""
        spared = self.spare and category is self.spared_category and mappa_level is self.spared_mappa_level
        return tuple(tool for tool in self.tools if not (spared and tool in self.spared_tools))


@lru_cache(maxsize=1)
def load_tools() -> ToolTable:
    """The table that comes with Doorstep: all tools for everybody."""
    return load_tables(ToolTable, "measure/tool")[0]


NOT_ASKED = say("Not asked for by the service's rule")
BY_TRAINED = Head("by_trained", say("Assessed by somebody trained on that day"))
BY_UNTRAINED = Head("by_untrained", say("Assessed; no training of the assessor recorded for that day"))
NOT_ASSESSED = Head("not_assessed", say("Not assessed"))


@dataclass(frozen=True)
class CaseAssessments:
    """One case that has to be covered, its assessments, and the tools that are asked for it (`ToolTable.asked_for`)."""

    case: str
    assessments: tuple[Assessment, ...]
    asked: tuple[Instrument, ...]


def coverage_table(
    cases: Iterable[CaseAssessments], trainings: Iterable[Training], today: date, tools: Sequence[Instrument]
) -> Grid:
    """For each tool how many of the cases are covered. An assessment that was corrected does not count."""
    known, everyone = list(trainings), list(cases)
    judged = [_judged(one, tool, known, today) for tool in tools for one in everyone]
    columns = (BY_TRAINED, BY_UNTRAINED, NOT_ASSESSED)
    return grid_of(say("Assessed with an accredited tool"), columns, [Head(tool, tool.words) for tool in tools], judged)


def _judged(one: CaseAssessments, tool: Instrument, trainings: Sequence[Training], today: date) -> Judged:
    if tool not in one.asked:
        return Judged(tool, one.case, None, NOT_ASKED)
    return Judged(tool, one.case, _coverage(one, tool, trainings, today).code)


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
