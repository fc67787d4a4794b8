"""What duties follow from: the records of one case, when each was signed and in which version, and its results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.assessment.discussion import Discussion
from casework.records.contact.appointment import Appointment
from casework.records.contact.incident import Incident
from casework.records.file.case import Case, CaseState, RiskLevel
from casework.records.file.chronology_review import ChronologyReview
from casework.records.file.incident_decision import IncidentDecision
from casework.records.multi_agency.accommodation import AccommodationReview
from casework.records.multi_agency.mappa import MappaLevelRecord, MappaReferral
from casework.records.multi_agency.mappa_meeting import MappaAction, MappaMeeting
from casework.records.multi_agency.police import PoliceVisit, SexOffenderNotification
from casework.records.multi_agency.transfer import Transfer
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.leave_plan import LeavePlan
from casework.records.plan.plan_line import PlanLine
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.plan.safety_plan import SafetyPlan
from casework.records.record import KINDS, Record
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.risk.risk_level import RiskLevelRecord
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.duty.table import DutyTable
from casework.rules.retention import gather_end
from casework.rules.standing import AnyRecord, read_record
from casework.rules.version import version_of

_MODELS: tuple[type[Record], ...] = (
    AccommodationReview,
    Appointment,
    Assessment,
    Case,
    CaseManagementPlan,
    ChronologyReview,
    Discussion,
    HomeBackgroundReport,
    Incident,
    IncidentDecision,
    LeavePlan,
    MappaAction,
    MappaLevelRecord,
    MappaMeeting,
    MappaReferral,
    PlanLine,
    PoliceVisit,
    ProgrammePlace,
    Review,
    RiskLevelRecord,
    RiskManagementPlan,
    SafetyPlan,
    SexOffenderNotification,
    Transfer,
)

KINDS_READ = frozenset(model.kind for model in _MODELS)
"""The kinds of record that duties follow from."""

_VERSIONED = frozenset({Assessment.kind, RiskLevelRecord.kind})

HIGH_LEVELS = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})


@dataclass(frozen=True)
class HighResult:
    """A high or very high result of an assessment, as it is derived: which record, of what, and on which day."""

    record: str
    words: str
    on: date


@dataclass(frozen=True)
class DutyFacts:
    """The records of one case by id, when each was begun, and the digests of the versions that stand.

    `results`: the high and very high ones, derived elsewhere. `listed_since`: since when the person is on the HRO list.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    signed_at: Mapping[str, datetime] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    results: tuple[HighResult, ...] = ()
    listed_since: date | None = None
    dead: bool = False
    in_prison_since: date | None = None
    """Since when the person is in prison by any view there is; None where no view says so."""
    goes_on: bool = False
    """Whether a view of the case says that it is open, whatever another one says."""

    def of(self, model: type[AnyRecord]) -> dict[str, AnyRecord]:
        """The records of one kind by id, without those that another one corrects."""
        found = {ident: one for ident, one in self._by_kind.get(model.kind, {}).items() if isinstance(one, model)}
        if not found:
            return found
        corrected = _corrected({ident: str(getattr(one, "corrects", None) or "") for ident, one in found.items()})
        return {ident: one for ident, one in found.items() if ident not in corrected}

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Record]]:
        """Sorted out once: every duty asks for some kinds, and a case has hundreds of records."""
        found: dict[str, dict[str, Record]] = {}
        for ident, one in self.records.items():
            found.setdefault(one.kind, {})[ident] = one
        return found

    @property
    def case(self) -> Case:
        """What stands for the case as a whole."""
        return next(iter(self.of(Case).values()), Case())

    @property
    def risk(self) -> RiskLevel | None:
        """The risk of serious harm that stands."""
        standing = self.case.standing_risk
        return standing.level if standing else None

    @property
    def open(self) -> bool:
        """Whether the service works with the person."""
        return self.goes_on or self.case.state is not CaseState.CLOSED


def _corrected(by: Mapping[str, str]) -> set[str]:
    """What the records that nobody corrects lead back to, so that no circle of corrections hides all that is in it.

    `by`: what each record corrects, "" for nothing.
    """
    last = by.keys() - {other for ident, other in by.items() if other != ident}
    gone: set[str] = set()
    for ident in last:
        before = by[ident]
        while before and before != ident and before not in gone:
            gone.add(before)
            before = by.get(before, "")
    return gone


def gather_facts(
    states: Iterable[RecordState],
    results: Iterable[HighResult] = (),
    listed_since: date | None = None,
    *,
    dead: bool = False,
    in_prison_since: date | None = None,
) -> DutyFacts:
    """The facts of one case from its records as they are folded. What waits to be released does not count."""
    known = [state for state in states if state.kind in KINDS_READ and state.created and not state.created.awaiting]
    versions = {state.record: version_of([state]) for state in known if state.kind in _VERSIONED}
    return DutyFacts(
        records={str(state.record): read_record(KINDS[state.kind], state) for state in known},
        signed_at={str(state.record): state.created.at for state in known if state.created},
        versions={str(record): version.digest for record, version in versions.items() if version},
        results=tuple(results),
        listed_since=listed_since,
        dead=dead,
        in_prison_since=in_prison_since,
        goes_on=any(state.kind == Case.kind for state in known) and not gather_end(known).closed,
    )


@dataclass(frozen=True)
class DutyCase:
    """One case on one day, with the table and the calendar in force."""

    facts: DutyFacts
    table: DutyTable
    calendar: Calendar
    day: date

    def due(
        self,
        code: str,
        since: date,
        about: str = "",
        *,
        on: date | None = None,
        title: str = "",
        done: date | None = None,
    ) -> list[Due]:
        """What a duty asks for from a day on; nothing where the duty is off.

        `on`: the day that a record sets by itself, where no interval decides. `title`: in place of the rule's.
        """
        rule = self.table.find(code)
        if rule is None:
            return []
        return [
            Due(
                rule=self.table.ref(code),
                title=title or rule.title,
                due_on=on or rule.due_on(since, self.calendar),
                since=since,
                source=rule.source,
                about=about,
                done_on=done,
                at_once=on is None and rule.at_once,
                closes=rule.closes,
            )
        ]
