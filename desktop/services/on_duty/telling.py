"""Whom to ring now: a change that a visitor of today may not know of. And noting that they were told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.problem import about
from casework.records.contact.appointment import Appointment
from casework.records.contact.not_told import NotTold, TellingHow, VisitorTold, still_to_tell
from casework.records.identifier import CaseId, case_of, case_scope
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.local_time import utc_of
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.store.search_text import record_title

SETTLED = UserError(say("Nobody has to be told of this any more: it was done, or the laptop has it by now."))
LATER = about("at", say("When: the time has not come yet; correct it."))
GOES_ELSE = say("The visit is somebody else's now, and their laptop has not said to know that")
EARLIER = about("at", say("When: this changed only after that; ring them, then write when."))


@dataclass(frozen=True)
class UntoldLine:
    """One change and one visitor. `visit_at`: when they set out.

    `what`: the title of what changed, and whether the visit was handed on.
    """

    record: str
    case: CaseId
    visitor: str
    number: str
    visit_at: datetime | None
    what: str
    since: datetime


def untold_lines(session: Session, cases: Collection[CaseId]) -> Iterator[UntoldLine]:
    """Whoever has to be rung, of some cases."""
    for state in session.store.records(NotTold.kind):
        case = case_of(state.scope)
        if case in cases and case and (line := _line(session, case, state)):
            yield line


def find_untold(session: Session, case: CaseId, record: str) -> UntoldLine | None:
    """One of them; None where nobody has to be rung any more."""
    state = session.state(case, record)
    return _line(session, case, state) if state and state.kind == NotTold.kind else None


def say_told(
    session: Session, case: CaseId, record: str, how: TellingHow, at: time | None = None, note: str = ""
) -> Change:
    """Record that the visitor was told, at a time of today; now, where none is given.

    Raises:
        NotComplete: if the time is before the change came, or has not come yet.
        UserError: if nobody has to be told of it any more, or this is not for the person at the keyboard.
    """
    line, state = find_untold(session, case, record), session.state(case, record)
    if line is None or state is None:
        raise SETTLED
    moment = utc_of(session.today(), at) if at else session.now()
    if moment > session.now():
        raise NotComplete([LATER])
    if moment < line.since.replace(second=0, microsecond=0):
        raise NotComplete([EARLIER])
    told = VisitorTold(at=moment, how=how, by=session.me, note=note)
    recorder = Recorder(session)
    edit = recorder.change(state, {"told": told.model_dump(mode="json")})
    return recorder.save(case_scope(case), [edit])


def _line(session: Session, case: CaseId, state: RecordState) -> UntoldLine | None:
    record = read_record(NotTold, state)
    if not record.visitor or not still_to_tell(record) or state.created is None:
        return None
    member = session.member(record.visitor)
    return UntoldLine(
        record=state.record,
        case=case,
        visitor=session.name_of(record.visitor),
        number=(member.telephone or "") if member else "",
        visit_at=_visit_at(session, case, record.appointment),
        what=_what(session, case, record),
        since=record.since or state.created.at,
    )


def _visit_at(session: Session, case: CaseId, appointment: str | None) -> datetime | None:
    state = session.state(case, appointment) if appointment else None
    plan = read_record(Appointment, state).plan if state and state.kind == Appointment.kind else None
    return plan.starts if plan else None


def _what(session: Session, case: CaseId, record: NotTold) -> str:
    state = session.state(case, record.about) if record.about else None
    title = record_title(state) if state else say("Something that this laptop does not have yet")
    return f"{title.rstrip('.')}. {GOES_ELSE}" if _goes_else(session, case, record) else title


def _goes_else(session: Session, case: CaseId, record: NotTold) -> bool:
    """Whether the visit is somebody else's by now, by every view of it that counts."""
    state = session.state(case, record.appointment) if record.appointment else None
    field = state.fields.get("plan") if state and state.kind == Appointment.kind else None
    plans = [head.value for head in field.heads if not head.awaiting] if field else []
    return bool(plans) and all(isinstance(plan, dict) and plan.get("staff") != record.visitor for plan in plans)
