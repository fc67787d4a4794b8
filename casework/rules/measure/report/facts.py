"""What of one case is counted: from its folded records, the same on a laptop and at the office."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.discussion import Discussion
from casework.records.file.case import Case
from casework.records.identifier import CaseId
from casework.records.multi_agency.mappa import MappaLevelRecord, MappaReferral, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import MappaMeeting
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import QualitySort
from casework.records.plan.plan_line import PlanLine
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.sentence.order import Order, OrderSort
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.access_fact import AccessFacts
from casework.rules.calendar import Calendar
from casework.rules.day import day_of
from casework.rules.due import Due
from casework.rules.duty.high_result import high_results
from casework.rules.high_risk.membership import on_list
from casework.rules.instrument.instrument_table import InstrumentTable
from casework.rules.instrument.refusal import instruments_on
from casework.rules.mappa import standing_level
from casework.rules.measure.audit import CaseFacts, Work, case_sorts
from casework.rules.measure.caseload import Held
from casework.rules.measure.discussion import Result
from casework.rules.measure.gather import counted_records
from casework.rules.measure.holding import Placement, held_of, listed_of, placement_of
from casework.rules.measure.hot_spot import watched
from casework.rules.measure.kpi import Group
from casework.rules.measure.listing import Listed
from casework.rules.standard.due_item import due_items, standards_of
from casework.rules.standard.fact import ReasonFact
from casework.rules.standard.gather import KINDS_READ as STANDARD_KINDS
from casework.rules.standard.gather import gather_facts
from casework.rules.standard.local_holiday import LocalHolidayTable, calendar_of, load_holidays
from casework.rules.standard.rule import Standard, StandardTable, load_standards
from casework.rules.table_choice import tables_on
from casework.rules.version import version_of

KINDS_READ = STANDARD_KINDS | frozenset(
    model.kind for model in (QualityForm, Review, Discussion, Assessment, RiskManagementPlan, HomeBackgroundReport)
)
"""The kinds of record that figures follow from."""


@dataclass(frozen=True)
class MeasureRules:
    """The tables that are on in an agency, its working days, and the rules that are watched day by day."""

    standards: tuple[StandardTable, ...]
    instruments: tuple[InstrumentTable, ...]
    calendar: Calendar
    watched: dict[str, Standard]


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[StandardTable, ...], tuple[LocalHolidayTable, ...]]:
    """What comes with Doorstep, read from its files once."""
    return load_standards(), load_holidays()


def rules_of(confirmed: Sequence[ConfirmedTable]) -> MeasureRules:
    """The rules of an agency, from what it confirmed."""
    shipped, local = _shipped()
    standards = tuple(one for one in tables_on(shipped, confirmed, StandardTable) if one.confirmed)
    calendar = calendar_of(tables_on(local, confirmed, LocalHolidayTable))
    return MeasureRules(standards, instruments_on(confirmed), calendar, watched(standards))


@dataclass(frozen=True)
class CaseFigures:
    """One case, as far as it is counted. `due`: each standard for itself; `still`: what is watched and to be done.

    `lines`: those of the plans in use, None where no plan is.
    """

    case: str
    placement: Placement
    held: Held | None = None
    listed: Listed | None = None
    sorts: tuple[QualitySort, ...] = ()
    mappa: MappaStandingLevel | None = None
    due: tuple[Due, ...] = ()
    still: tuple[Due, ...] = ()
    reasons: tuple[ReasonFact, ...] = ()
    forms: tuple[tuple[str, QualityForm], ...] = ()
    reviews: tuple[tuple[str, Review], ...] = ()
    results: tuple[Result, ...] = ()
    discussions: tuple[Discussion, ...] = ()
    assessments: tuple[tuple[str, Assessment], ...] = ()
    work: tuple[Work, ...] = ()
    lines: tuple[PlanLine, ...] | None = None
    referrals: tuple[tuple[str, MappaReferral], ...] = ()
    meetings: tuple[tuple[str, MappaMeeting], ...] = ()

    @property
    def groups(self) -> frozenset[Group]:
        """Of which groups the figures of this case are asked for besides."""
        named = {QualitySort.SEXUAL: Group.SEXUAL, QualitySort.VIOLENT: Group.VIOLENT}
        found = {named[sort] for sort in self.sorts if sort in named}
        return frozenset(found | ({Group.HIGH_RISK} if self.listed else set()))


def case_figures(
    case: CaseId, states: Sequence[RecordState], facts: AccessFacts, rules: MeasureRules, at: datetime
) -> CaseFigures:
    """Count one case. `states`: its records of `KINDS_READ`, as whoever asks may see them; `at`: the moment."""
    today, known = day_of(at), [state for state in states if state.created and not state.created.awaiting]
    found = gather_facts(states)
    level = standing_level(one for _, one in counted_records(MappaLevelRecord, states))
    return CaseFigures(
        case=case,
        placement=placement_of(case, facts, at),
        held=held_of(case, states, facts, at),
        listed=listed_of(case, states, today),
        sorts=case_sorts(_sort_facts(states, level is not None and level.level is not MappaStandingLevel.LEFT, today)),
        mappa=level.level if level else None,
        due=tuple(standards_of(found, rules.standards, rules.calendar, today)),
        still=tuple(
            one
            for one in due_items(found, rules.standards, rules.calendar, today)
            if one.open and one.rule.code in rules.watched
        ),
        reasons=found.reasons,
        forms=tuple(counted_records(QualityForm, states)),
        reviews=tuple(counted_records(Review, states)),
        results=tuple(_results(known, rules)),
        discussions=tuple(one for _, one in counted_records(Discussion, states)),
        assessments=tuple(counted_records(Assessment, states)),
        work=tuple(_work(states)),
        lines=_lines(states),
        referrals=tuple(counted_records(MappaReferral, states)),
        meetings=tuple(counted_records(MappaMeeting, states)),
    )


def _lines(states: Sequence[RecordState]) -> tuple[PlanLine, ...] | None:
    """The lines of the plans that are in use; None where none is."""
    found = next((one for _, one in counted_records(Case, states)), Case())
    used = {plan.record for plan in (found.risk_management_plan, found.case_management_plan) if plan}
    return tuple(one for _, one in counted_records(PlanLine, states) if one.plan in used) if used else None


def _sort_facts(states: Sequence[RecordState], mappa: bool, today: date) -> CaseFacts:
    """What says as what the case is audited. Preventive orders count while they run, assessments ever."""
    member = on_list(states, today)
    orders: set[OrderSort] = {
        order.term.sort
        for _, order in counted_records(Order, states)
        if order.term and (order.term.ends is None or order.term.ends >= today)
    }
    instruments: set[Instrument] = {one.instrument for _, one in counted_records(Assessment, states) if one.instrument}
    return CaseFacts(member.sort if member else None, frozenset(instruments), frozenset(orders), mappa)


def _results(states: Sequence[RecordState], rules: MeasureRules) -> Iterator[Result]:
    """The high results with the version of each that stands: a discussion is about exactly that one."""
    by_record = {str(state.record): state for state in states if state.kind == Assessment.kind}
    for result in high_results(states, rules.instruments):
        version = version_of([by_record[result.record]])
        yield Result(result.record, version.digest if version else "", result.on)


def _work(states: Iterable[RecordState]) -> Iterator[Work]:
    known = list(states)
    for ident, one in counted_records(Assessment, known):
        yield Work(ident, QualitySort.ASSESSMENT, one.assessed_on)
    for ident, plan in counted_records(RiskManagementPlan, known):
        yield Work(ident, QualitySort.PLAN, plan.made_on)
    made = {str(state.record): state.created for state in known}
    for ident, _ in counted_records(HomeBackgroundReport, known):
        head = made[ident]
        yield Work(ident, QualitySort.HOME, day_of(head.at) if head else None)
