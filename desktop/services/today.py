"""Today: the visits and appointments of the day, what is due, and what waits for this person."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import VISITS, Appointment, AppointmentStatus, ContactSort
from casework.records.identifier import CaseId, case_of
from casework.rules.day import local
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.standard.frequency import UNRECORDED
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.check_in.watch import VisitWatch, read_watches
from desktop.services.concern import concerns_due
from desktop.services.conflict import open_conflicts
from desktop.services.draft import DraftLine, draft_lines
from desktop.services.duty import soon_due
from desktop.services.ending import ends_due
from desktop.services.high_risk.facts import high_risk_due
from desktop.services.local_time import local_day
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.risk import ProposalLine, open_proposals
from desktop.services.session import DutyLine, Session
from desktop.services.status import CaseDue, status_due
from desktop.services.street import streets_of, where_words
from desktop.services.unfinished import OpenNote, open_notes

STILL_ON = timedelta(days=2)
"""So many days back a visit is looked for that nobody has ended."""

WARNING_REVIEW_DAYS = 14
"""A warning's review shows as due so many days ahead."""


@dataclass(frozen=True)
class VisitLine:
    """One planned visit or appointment. `back_by` is when the worker expects to be back."""

    appointment: str
    case: CaseId
    person: PersonLine
    sort: ContactSort
    starts: datetime
    back_by: datetime | None
    place: str
    police: str
    purpose: str
    status: AppointmentStatus
    staff: str
    watch: VisitWatch | None = None
    """How it stands by its check-ins; looked up for the visits of the day."""

    @property
    def is_on(self) -> bool:
        """Whether somebody is at the visit, by the check-ins."""
        return self.watch is not None and self.watch.standing.is_out

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to where the person lives."""
        return self.sort in VISITS


@dataclass(frozen=True)
class DueLine:
    """Something that has to be done for a person by a day.

    `when`: how it stands today, in words; empty where a day says all. `rule`: of a standard or a duty, with the record
    it is about; such a line leads to what is due in the case.
    """

    title: str
    person: PersonLine
    due_on: date
    overdue: bool
    appointment: str | None = None
    when: str = ""
    rule: str = ""


@dataclass(frozen=True)
class TodayPage:
    """All that the page shows. Times are aware UTC."""

    day: date
    visits: tuple[VisitLine, ...]
    later: tuple[VisitLine, ...]
    due: tuple[DueLine, ...]
    drafts: tuple[DraftLine, ...]
    proposals: tuple[ProposalLine, ...]
    conflicts: int
    cases: int
    duty: DutyLine | None
    unsent: int
    last_synced_at: datetime | None
    notes: tuple[OpenNote, ...] = ()


def read_today(session: Session) -> TodayPage:
    """Gather the page for the staff member at the keyboard."""
    people = person_lines(session)
    mine = _mine(session, people)
    today = session.today()
    planned = [line for line in mine if line.status is AppointmentStatus.PLANNED]
    return TodayPage(
        day=today,
        visits=tuple(line for line in mine if _shown(line) and (local_day(line.starts) == today or line.is_on)),
        later=tuple(line for line in planned if _shown(line) and 0 < (local_day(line.starts) - today).days <= 7),
        due=tuple(sorted(_due(session, planned, people), key=_riskiest_then_soonest)),
        drafts=draft_lines(session, people),
        proposals=open_proposals(session, people),
        notes=open_notes(session, people),
        conflicts=len(open_conflicts(session)),
        cases=len(people),
        duty=session.duty_now(),
        unsent=session.store.unsent(),
        last_synced_at=session.store.last_synced_at(),
    )


def _shown(line: VisitLine) -> bool:
    dead = line.person.status.is_dead and line.status is AppointmentStatus.PLANNED
    return line.status is not AppointmentStatus.CANCELLED and not dead


def visit_line(state: RecordState, person: PersonLine) -> VisitLine | None:
    """One appointment as a line; None where it was recorded in a way this version cannot show."""
    record = read_record(Appointment, state)
    plan = record.plan
    if plan is None:
        return None
    return VisitLine(
        appointment=state.record,
        case=person.case,
        person=person,
        sort=plan.sort,
        starts=plan.starts,
        back_by=plan.back_by,
        place=plan.place,
        police=plan.police,
        purpose=plan.purpose,
        status=record.state.status if record.state else AppointmentStatus.PLANNED,
        staff=plan.staff,
    )


def _mine(session: Session, people: dict[CaseId, PersonLine]) -> list[VisitLine]:
    """The appointments of the person at the keyboard in order, those of these days with how they stand."""
    lines: list[VisitLine] = []
    near: list[RecordState] = []
    since, until = session.today() - STILL_ON, session.today()
    for state in session.store.records(Appointment.kind):
        case = case_of(state.scope)
        person = people.get(case) if case else None
        line = visit_line(state, person) if person else None
        if line and line.staff == session.me:
            lines.append(line)
            near += [state] if since <= local_day(line.starts) <= until else []
    watches = read_watches(session, near)
    # Whoever sets out from here, or covers, has the street without opening the brief.
    streets = streets_of(session, {line.case for line in lines if line.is_visit})
    lines = [
        replace(
            line,
            watch=watches.get(line.appointment),
            place=where_words(line.place, streets.get(line.case, ())) if line.is_visit else line.place,
        )
        for line in lines
    ]
    return sorted(lines, key=lambda line: line.starts)


def _due(session: Session, planned: list[VisitLine], people: dict[CaseId, PersonLine]) -> list[DueLine]:
    today = session.today()
    past = [line for line in planned if local_day(line.starts) < today]
    due = [DueLine(say("Contact to record"), v.person, local_day(v.starts), True, v.appointment) for v in past]
    horizon = today + timedelta(days=WARNING_REVIEW_DAYS)
    for person in people.values():
        for warning in person.warnings:
            if warning.review_on and warning.review_on <= horizon:
                title = say("Warning to review: {words}", words=warning.words)
                due.append(DueLine(title, person, warning.review_on, warning.review_on < today))
    ends = ends_due(session, people)
    of_cases = [*concerns_due(session, people), *status_due(session, people), *ends, *high_risk_due(session, people)]
    due += _still_out(session, planned)
    due += [_case_due(line, people[line.case], today) for line in of_cases]
    return due + _duties(session, people, {line.case for line in ends}, {line.appointment for line in past})


def _riskiest_then_soonest(line: DueLine) -> tuple[int, date, str, str]:
    return RISK_ORDER[line.person.risk.level], line.due_on, line.person.name, line.title


def _still_out(session: Session, planned: list[VisitLine]) -> list[DueLine]:
    """The visits of today from which this person should be back by now, and nobody has said so."""
    now, today = session.now(), session.today()
    late = [line for line in planned if line.watch and line.watch.overdue and local_day(line.starts) == today]
    return [
        DueLine(
            say(
                "Back by {back_by:%H:%M}, and nobody has said that the visit is over",
                back_by=local(line.back_by or now),
            ),
            line.person,
            today,
            overdue=True,
            appointment=line.appointment,
        )
        for line in late
    ]


def _duties(session: Session, people: dict[CaseId, PersonLine], ended: set[CaseId], past: set[str]) -> list[DueLine]:
    """What standards and duties ask for, but for what is said already: that an order ended, one's own contacts."""
    return [
        DueLine(
            item.due.title,
            people[item.case],
            item.due.due_on,
            item.overdue,
            when=item.when,
            rule=f"{item.due.rule.code}_{item.due.about}",
        )
        for item in soon_due(session, people)
        if not (item.due.rule.code == "order_end" and item.case in ended)
        if not (item.due.rule == UNRECORDED and item.due.about in past)
    ]


def _case_due(line: CaseDue, person: PersonLine, today: date) -> DueLine:
    return DueLine(line.title, person, line.due_on, line.due_on < today, line.appointment)
