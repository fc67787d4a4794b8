"""The doorstep brief: what somebody has to know before they knock, read from this laptop alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.ledger.fold import Head, RecordState
from casework.records.check import check_value
from casework.records.contact.appointment import AppointmentStatus
from casework.records.file.case import Case, StandingRisk
from casework.records.identifier import CaseId, RecordId, case_scope
from casework.records.plan.safety_plan import SafetyPlan, SafetyStatus
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.standing import field_standing, read_record
from desktop.services.capture import conditions_to_check
from desktop.services.case_page import AddressLine, Header, read_case
from desktop.services.check_in.office_word import OfficeWord, death_word, is_stale, office_word
from desktop.services.check_in.watch import VisitWatch, visits_of_case
from desktop.services.contact_form import ConditionPart
from desktop.services.joined import files_of
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine, RiskView
from desktop.services.record_list import own_scopes
from desktop.services.session import DutyLine, Session
from desktop.services.visiting.since import Since, news_since


@dataclass(frozen=True)
class SafetyPointer:
    """That a safety plan holds which the reader may open: whom it protects stands in the plan, not on a doorstep."""

    record: str
    holder: str
    made_on: date | None


@dataclass(frozen=True)
class Brief:
    """All that the page shows. `risks`: every view of the standing level, the one that stands first.

    `age`: how old what this laptop knows is, and so is its rota; None before the first sync.
    """

    case: CaseId
    today: date
    now: datetime
    header: Header
    risks: tuple[RiskView, ...]
    addresses: tuple[AddressLine, ...]
    conditions: tuple[ConditionPart, ...]
    since: Since
    safety_plans: tuple[SafetyPointer, ...]
    visit: VisitWatch | None
    visitor: str
    mine: bool
    office: OfficeWord
    duty: DutyLine | None
    synced_at: datetime | None
    age: timedelta | None
    stale: bool

    @property
    def person(self) -> PersonLine:
        """Who it is about."""
        return self.header.person


def read_brief(session: Session, case: CaseId, appointment: str | None = None) -> Brief | None:
    """The brief for a visit, or for the next one where none is named; None where the case is not open here."""
    page = read_case(session, case)
    if page is None:
        return None
    visit = _visit(session, case, appointment)
    synced_at, office_time = session.store.last_synced_at(), session.store.office_time()
    duty, today = session.duty_now(), session.today()
    dead = page.header.person.status.is_dead and visit is None
    return Brief(
        case=case,
        today=today,
        now=session.now(),
        header=page.header,
        risks=_risks(session, case, page.header.person.risk),
        addresses=tuple(line for line in page.addresses if line.ends is None or line.ends >= today),
        conditions=tuple(conditions_to_check(session, case)),
        since=news_since(session, case),
        safety_plans=_safety_plans(session, case),
        visit=visit,
        visitor=session.name_of(visit.plan.staff) if visit else "",
        mine=visit is not None and visit.plan.staff == session.me,
        office=death_word(duty) if dead else office_word(visit, duty, today),
        duty=duty,
        synced_at=synced_at,
        age=max(office_time - synced_at, timedelta()) if synced_at else None,
        stale=is_stale(synced_at, office_time),
    )


def _visit(session: Session, case: CaseId, appointment: str | None) -> VisitWatch | None:
    """The visit that is named; else the one that is on, or the next of today's, one's own before a colleague's."""
    visits = visits_of_case(session, case)
    named = next((visit for visit in visits if visit.appointment == appointment), None)
    if named is not None or appointment:
        return named
    today = [visit for visit in visits if local_day(visit.plan.starts) == session.today()]
    under_way = [visit for visit in visits if visit.standing.is_out]
    planned = [v for v in today if v.status is AppointmentStatus.PLANNED and v.standing.ended_at is None]
    for found in (under_way, planned):
        mine = [visit for visit in found if visit.plan.staff == session.me]
        if found:
            return (mine or found)[0]
    return None


def _risks(session: Session, case: CaseId, stands: RiskView) -> tuple[RiskView, ...]:
    """What stands, and every other view that nobody has decided about, from whichever file of the person."""
    views = [view for file in files_of(session, case) for view in _views(session, file)]
    others = [view for view in views if _key(view) != _key(stands)]
    return (stands, *sorted(others, key=lambda view: RISK_ORDER[view.level]))


def _key(view: RiskView) -> tuple[object, ...]:
    return view.level, view.assessor, view.assessed_on, view.rationale


def _views(session: Session, file: CaseId) -> list[RiskView]:
    state = session.store.record(case_scope(file), RecordId(file))
    found = field_standing(state, "standing_risk") if state else None
    heads = (found.head, *found.others, *found.awaiting) if found else ()
    return [_view(session, head) for head in heads if not check_value(Case.kind, "standing_risk", head.value)]


def _view(session: Session, head: Head) -> RiskView:
    value = StandingRisk.model_validate(head.value)
    by = session.name_of(value.assessor)
    return RiskView(value.level, by, value.assessed_on, value.rationale, awaiting=head.awaiting)


def _safety_plans(session: Session, case: CaseId) -> tuple[SafetyPointer, ...]:
    """The safety plans in force that the person at the keyboard may read; of others not even that there is one."""
    scopes = {scope for file in files_of(session, case) for scope in own_scopes(session, file)}
    found = [_pointer(state) for state in session.store.states({SafetyPlan.kind}, scopes)]
    return tuple(pointer for pointer in found if pointer)


def _pointer(state: RecordState) -> SafetyPointer | None:
    plan = read_record(SafetyPlan, state)
    if plan.state is not None and plan.state.status is SafetyStatus.ENDED:
        return None
    return SafetyPointer(state.record, plan.holder or "", plan.made_on)
