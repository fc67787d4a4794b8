"""Quality on the page of the team: what of the quarter is still to be audited, and what each worker has to hear.

The source asks for an audit every quarter of all sexual and violent cases, with their home background reports, risk
assessments and risk management plans (standards.md 161, 163), and for feedback to staff every month (160).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.identifier import CaseId, RecordId, StaffId, case_of, case_scope
from casework.records.multi_agency.mappa import MappaLevelRecord, MappaStandingLevel
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import QualitySort
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.sentence.order import Order, OrderSort
from casework.records.staff.grant import GrantRole
from casework.rules.grant_time import is_in_force
from casework.rules.measure.audit import (
    PICKED,
    PICKED_WORK,
    WAITING,
    CaseFacts,
    Work,
    audit_table,
    case_sorts,
    feedback,
)
from casework.rules.measure.gather import counted_records
from casework.rules.measure.period import ReportPeriod, before, load_periods, period_of
from desktop.services.high_risk.facts import high_risk_tables, high_risk_views
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine
from desktop.services.session import Session

_KINDS = frozenset(
    model.kind for model in (Assessment, RiskManagementPlan, HomeBackgroundReport, QualityForm, Order, MappaLevelRecord)
)


@dataclass(frozen=True)
class AuditWork:
    """One piece of work that is still to be audited: whose case, what, by whom, and the day on which it was done."""

    person: PersonLine
    record: str
    sort: QualitySort
    by: str
    done_on: date


@dataclass(frozen=True)
class AuditLine:
    """One sort of audit of the quarter: how much was audited, and what is still to be, the oldest first.

    `picked`: how what is audited was found, in a sentence. Of a case as such there is no record: it is empty there.
    """

    sort: QualitySort
    audited: int
    waiting: tuple[AuditWork, ...]
    picked: str = PICKED_WORK


@dataclass(frozen=True)
class FeedbackLine:
    """The audits of one worker's work in the month that `starts` on a day.

    `waiting`: of so many they have not heard; `poor`: so many are rated so in part.
    """

    worker: str
    name: str
    month: str
    starts: date
    audits: int
    waiting: int
    poor: int


@dataclass(frozen=True)
class QualityView:
    """What is to be audited in the quarter, and the feedback of this month and the last."""

    quarter: str
    audits: tuple[AuditLine, ...] = ()
    feedback: tuple[FeedbackLine, ...] = ()


def read_quality(session: Session, cases: Mapping[CaseId, PersonLine]) -> QualityView:
    """What of these cases is still to be audited in the quarter, and what the workers have to hear."""
    table, today = load_periods(), session.today()
    quarter, month = period_of(table, "quarter", today), period_of(table, "month", today)
    states = session.store.states(_KINDS, {case_scope(case) for case in cases})
    forms = list(counted_records(QualityForm, states))
    return QualityView(
        quarter=quarter.title,
        audits=(
            *_case_audits(session, cases, states, quarter),
            *_audits(_work(session, states, cases), [form for _, form in forms], quarter),
        ),
        feedback=tuple(line for period in (before(table, month), month) for line in _feedback(session, forms, period)),
    )


def _case_audits(
    session: Session, cases: Mapping[CaseId, PersonLine], states: list[RecordState], quarter: ReportPeriod
) -> Iterator[AuditLine]:
    """Every sexual and violent case, once a quarter: an audit of the quarter before does not count for this one."""
    scopes = {state.record: state.scope for state in states}
    made = {
        (case_of(scopes[RecordId(ident)]), form.sort)
        for ident, form in counted_records(QualityForm, states)
        if quarter.covers(form.done_on)
    }
    facts = _case_facts(session, cases, states)
    for sort in PICKED:
        mine = [case for case in cases if sort in case_sorts(facts[case])]
        waiting = [case for case in mine if (case, sort) not in made]
        works = (AuditWork(cases[case], "", sort, _officer(session, case), quarter.days.starts) for case in waiting)
        if mine:
            yield AuditLine(sort, len(mine) - len(waiting), tuple(works), PICKED[sort])


def _case_facts(
    session: Session, cases: Mapping[CaseId, PersonLine], states: list[RecordState]
) -> dict[CaseId, CaseFacts]:
    """What says as what each case is audited. Preventive orders count while they run, assessments ever."""
    views = high_risk_views(session, list(cases), high_risk_tables(session))
    instruments: dict[CaseId | None, set[Instrument]] = {}
    orders: dict[CaseId | None, set[OrderSort]] = {}
    mappa: set[CaseId | None] = set()
    scopes = {state.record: case_of(state.scope) for state in states}
    for ident, one in counted_records(Assessment, states):
        instruments.setdefault(scopes[RecordId(ident)], set()).update([one.instrument] if one.instrument else [])
    for ident, order in counted_records(Order, states):
        if order.term and (order.term.ends is None or order.term.ends >= session.today()):
            orders.setdefault(scopes[RecordId(ident)], set()).add(order.term.sort)
    for ident, level in counted_records(MappaLevelRecord, states):
        if level.standing and level.standing.level is not MappaStandingLevel.LEFT:
            mappa.add(scopes[RecordId(ident)])
    return {
        case: CaseFacts(
            listed=member.sort if (member := views[case].member) else None,
            instruments=frozenset(instruments.get(case, ())),
            orders=frozenset(orders.get(case, ())),
            mappa=case in mappa,
        )
        for case in cases
    }


def _officer(session: Session, case: CaseId) -> str:
    """Whose case it is, by name; empty where nobody has it."""
    now = session.now()
    for one in session.store.facts().allocations.get(case, ()):
        if is_in_force(one, now) and one.holder and one.holder.role is GrantRole.OFFICER:
            return session.name_of(one.holder.id)
    return ""


def _work(session: Session, states: list[RecordState], cases: Mapping[CaseId, PersonLine]) -> Iterator[AuditWork]:
    people = {str(state.record): cases[case] for state in states if (case := case_of(state.scope)) in cases and case}
    made = {str(state.record): state.created for state in states}
    for ident, one in counted_records(Assessment, states):
        if one.assessed_on and ident in people:
            name = session.name_of(one.assessor or "")
            yield AuditWork(people[ident], ident, QualitySort.ASSESSMENT, name, one.assessed_on)
    for ident, plan in counted_records(RiskManagementPlan, states):
        if plan.made_on and ident in people:
            yield AuditWork(people[ident], ident, QualitySort.PLAN, session.name_of(plan.made_by or ""), plan.made_on)
    for ident, report in counted_records(HomeBackgroundReport, states):
        head = made[ident]
        if head is not None and ident in people:
            by = session.name_of(report.author or "")
            yield AuditWork(people[ident], ident, QualitySort.HOME, by, local_day(head.at))


def _audits(work: Iterator[AuditWork], forms: list[QualityForm], quarter: ReportPeriod) -> Iterator[AuditLine]:
    known = {one.record: one for one in work}
    grid = audit_table((Work(one.record, one.sort, one.done_on) for one in known.values()), forms, quarter)
    for row in grid.rows:
        cells = dict(zip((head.code for head in grid.columns), row.cells, strict=True))
        waiting = sorted((known[ident] for ident in cells[WAITING.code]), key=lambda one: (one.done_on, one.record))
        yield AuditLine(QualitySort(row.head.code), row.of - len(waiting), tuple(waiting))


def _feedback(session: Session, forms: list[tuple[str, QualityForm]], month: ReportPeriod) -> Iterator[FeedbackLine]:
    for one in feedback(forms, month):
        name = session.name_of(StaffId(one.worker))
        yield FeedbackLine(
            one.worker, name, month.title, month.days.starts, len(one.audits), len(one.waiting), len(one.poor)
        )
