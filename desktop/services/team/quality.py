"""Quality on the page of the team: what of the quarter is still to be audited, and what each worker has to hear.

The source asks for an audit every quarter of home background reports, risk assessments and risk management plans
(standards.md 161), and for feedback to staff every month (160).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import CaseId, StaffId, case_of, case_scope
from casework.records.oversight.quality import QualityForm
from casework.records.oversight.quality_item import QualitySort
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.report.home_background import HomeBackgroundReport
from casework.rules.measure.audit import WAITING, Work, audit_table, feedback
from casework.rules.measure.gather import counted_records
from casework.rules.measure.period import ReportPeriod, before, load_periods, period_of
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine
from desktop.services.session import Session

_KINDS = frozenset({Assessment.kind, RiskManagementPlan.kind, HomeBackgroundReport.kind, QualityForm.kind})


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
    """One sort of work of the quarter: how much was audited, and what is still to be, the oldest first."""

    sort: QualitySort
    audited: int
    waiting: tuple[AuditWork, ...]


@dataclass(frozen=True)
class FeedbackLine:
    """The audits of one worker's work in a month. `waiting`: they have not heard of so many; `poor`: rated so."""

    worker: str
    name: str
    month: str
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
        audits=tuple(_audits(_work(session, states, cases), [form for _, form in forms], quarter)),
        feedback=tuple(line for period in (before(table, month), month) for line in _feedback(session, forms, period)),
    )


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
        yield FeedbackLine(one.worker, name, month.title, len(one.audits), len(one.waiting), len(one.poor))
