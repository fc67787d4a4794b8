"""The duty desk: everything that needs a senior now, of all the cases on this laptop, in one queue.

Whoever may be in danger comes first: a colleague who should be back. Then the riskiest person, then what is oldest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import Appointment, AppointmentStatus
from casework.records.contact.check_in import CheckIn
from casework.records.contact.concern import ProtectionConcern
from casework.records.identifier import CaseId, case_of
from casework.records.part import Choice
from casework.rules.check_in import is_overdue, looks_into, visit_standing
from casework.rules.concern import concern_waits, why_waiting
from casework.rules.high_risk.work_list import RISK_ORDER
from casework.rules.matter import MatterSort
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.conflict import ConflictLine, open_conflicts
from desktop.services.countersign import SCORES, waiting_for_me
from desktop.services.local_time import local, utc_of
from desktop.services.looking import LookLine, read_looks
from desktop.services.on_duty.handover import OwnTurn, own_turn
from desktop.services.on_duty.missing import NO_NUMBER, find_missing
from desktop.services.on_duty.telling import untold_lines
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.present import Lines
from desktop.services.session import DutyLine, Session
from desktop.services.status import CaseDue, status_due


class DutySort(Choice):
    """Why something is on the desk."""

    OVERDUE = "overdue", say("Visit overdue")
    NOT_TOLD = "not_told", say("Not told: phone now")
    CONCERN = "concern", say("Protection concern not passed on")
    DISCUSS = "discuss", say("Score to discuss and countersign")
    HELD_BACK = "held_back", say("Held back by the office")
    CONFLICT = "conflict", say("Two views about safety")
    TO_READ = "to_read", say("To be read")
    DEATH = "death", say("A death to decide about")


@dataclass(frozen=True)
class DutyItem:
    """One thing on the desk. `record` is what it is about; `since` how long it has waited, aware, in UTC.

    `detail` says what is the matter, in a sentence; `short` who or what it is about, in some words; `facts` the same
    as `detail`, line by line, where whoever is on duty rings somebody. `unanswered`: overdue, and nobody looks into it
    yet.
    """

    key: str
    sort: DutySort
    person: PersonLine
    detail: str
    since: datetime
    record: str = ""
    unanswered: bool = False
    short: str = ""
    facts: Lines = ()

    @property
    def case(self) -> CaseId:
        """Whose case it is in."""
        return self.person.case


@dataclass(frozen=True)
class DutyDesk:
    """The queue as it is at `now`; `duty`: who is duty senior by the rota on this laptop, of `rota_from`.

    `own_turn`: the turn of the person at the keyboard, who may hand the rest of it over.
    """

    now: datetime
    today: date
    items: tuple[DutyItem, ...]
    duty: DutyLine | None
    rota_from: datetime | None
    own_turn: OwnTurn | None = None


def read_duty_desk(session: Session) -> DutyDesk:
    """Everything on the desk, what is most urgent first."""
    people = person_lines(session)
    return DutyDesk(
        now=session.now(),
        today=session.today(),
        items=duty_items(session, people, read_looks(session), open_conflicts(session)),
        duty=session.duty_now(),
        rota_from=session.store.last_synced_at(),
        own_turn=own_turn(session),
    )


def duty_items(
    session: Session, people: Mapping[CaseId, PersonLine], looks: Iterable[LookLine], views: Iterable[ConflictLine]
) -> tuple[DutyItem, ...]:
    """The queue, from what was read already: the people, what there is to look at, and the two views."""
    items = [
        *_overdue(session, people),
        *_untold(session, people),
        *_concerns(session, people),
        *_asked(session, people),
        *_looks(people, looks),
        *_conflicts(people, views),
        *_deaths(session, people),
    ]
    return tuple(sorted(items, key=_urgency))


_AT_ONCE = {DutySort.OVERDUE: 0, DutySort.NOT_TOLD: 1}


def _urgency(item: DutyItem) -> tuple[int, int, datetime, str]:
    return (_AT_ONCE.get(item.sort, len(_AT_ONCE)), RISK_ORDER[item.person.risk.level], item.since, item.key)


def _overdue(session: Session, people: Mapping[CaseId, PersonLine]) -> Iterator[DutyItem]:
    """Visits from which somebody should be back. The office's clock raises them as well."""
    known = session.store.records(Appointment.kind)
    planned = [state for state in known if case_of(state.scope) in people and not _awaits(state)]
    if not planned:
        return
    steps = _steps(session)
    for state in planned:
        case, appointment = case_of(state.scope), read_record(Appointment, state)
        plan, said = appointment.plan, appointment.state
        standing = visit_standing(steps.get(state.record, ()))
        status = said.status if said else AppointmentStatus.PLANNED
        if case and plan and plan.back_by and is_overdue(plan, status, standing, session.now()):
            missing = find_missing(session, case, plan, standing)
            item = DutyItem(state.record, DutySort.OVERDUE, people[case], missing.sentence, plan.back_by, state.record)
            unanswered = not looks_into(plan, standing, session.now())
            yield replace(item, unanswered=unanswered, short=missing.ring, facts=missing.facts)


def _untold(session: Session, people: Mapping[CaseId, PersonLine]) -> Iterator[DutyItem]:
    """What changed for somebody who is to go out today, or is out, and whose laptop has not said to have it."""
    for line in untold_lines(session, people.keys()):
        number, what = line.number or NO_NUMBER, line.what.rstrip(".")
        at = f"{local(line.visit_at):%H:%M}" if line.visit_at else ""
        ring = f"{line.visitor}, {number}"
        detail = say(
            "{ring}{part}. Changed: {what}.", ring=ring, part=say(", visit at {at}", at=at) if at else "", what=what
        )
        item = DutyItem(line.record, DutySort.NOT_TOLD, people[line.case], detail, line.since, line.record)
        facts = ((say("Ring"), ring), (say("Visit at"), at), (say("Changed"), what))
        yield replace(item, short=ring, facts=facts)


def _steps(session: Session) -> dict[str, list[CheckIn]]:
    found: dict[str, list[CheckIn]] = {}
    for state in session.store.records(CheckIn.kind):
        step = read_record(CheckIn, state)
        if step.appointment and not _awaits(state):
            found.setdefault(step.appointment, []).append(step)
    return found


def _concerns(session: Session, people: Mapping[CaseId, PersonLine]) -> Iterator[DutyItem]:
    known = [(state, read_record(ProtectionConcern, state)) for state in session.store.records(ProtectionConcern.kind)]
    # What corrects a concern waits in its place.
    corrected = {concern.corrects for state, concern in known if not _awaits(state)}
    for state, concern in known:
        case = case_of(state.scope)
        if case in people and case and state.record not in corrected and concern_waits(concern) and state.created:
            since = concern.noticed_at or state.created.at
            yield DutyItem(state.record, DutySort.CONCERN, people[case], why_waiting(concern), since, state.record)


def _asked(session: Session, people: Mapping[CaseId, PersonLine]) -> Iterator[DutyItem]:
    """Assessments and levels that somebody asked a senior to countersign."""
    for line in waiting_for_me(session):
        if line.case in people and line.kind in SCORES:
            short = say("{kind_title}, asked by {asked_by}", kind_title=line.kind_title, asked_by=line.asked_by)
            item = DutyItem(
                line.record,
                DutySort.DISCUSS,
                people[line.case],
                f"{short}. {line.note}".strip(),
                line.asked_at,
                line.record,
            )
            yield replace(item, short=short)


def _awaits(state: RecordState) -> bool:
    return state.created is None or state.created.awaiting


def _looks(people: Mapping[CaseId, PersonLine], looks: Iterable[LookLine]) -> Iterator[DutyItem]:
    for line in looks:
        if line.needs_me and line.case in people:
            sort = DutySort.HELD_BACK if MatterSort.QUARANTINED in line.sorts else DutySort.TO_READ
            short = say("{title}, recorded by {by}", title=line.title, by=line.by)
            yield DutyItem(line.entry, sort, people[line.case], f"{short}. {line.why}", line.at, short=short)


def _conflicts(people: Mapping[CaseId, PersonLine], views: Iterable[ConflictLine]) -> Iterator[DutyItem]:
    for line in views:
        if line.cautious and line.may_decide and line.case in people:
            key = f"{line.record}/{line.field}"
            detail = say(
                "{title}: {views} views. The more cautious one stands until somebody decides.",
                title=line.title,
                views=len(line.views),
            )
            item = DutyItem(key, DutySort.CONFLICT, people[line.case], detail, line.since, line.record)
            yield replace(item, short=f"{line.title}: {len(line.views)} views")


def _deaths(session: Session, people: Mapping[CaseId, PersonLine]) -> Iterator[DutyItem]:
    dead = {case: line for case, line in people.items() if line.status.is_dead}
    for due in status_due(session, dead) if dead else ():
        yield DutyItem(f"{due.case}/death", DutySort.DEATH, people[due.case], f"{due.title}.", _start_of(due))


def _start_of(due: CaseDue) -> datetime:
    return utc_of(due.due_on, time())
