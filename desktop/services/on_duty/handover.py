"""Handing the rest of one's turn of duty to another senior or service manager, now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, StaffId
from casework.records.staff.staff import STAFF_ROLE_WORDS, Duty, Turn
from casework.rules.duty_handover import ON_DUTY
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

NOT_ON_DUTY = UserError(say("You are not on duty by the rota on this laptop, so there is nothing to hand over."))


@dataclass(frozen=True)
class Successor:
    """Somebody who may take over: who, as what, with which number."""

    staff: StaffId
    name: str
    role_words: str
    telephone: str


@dataclass(frozen=True)
class OwnTurn:
    """The turn of the person at the keyboard: until when, with which number, and who may take over."""

    until: datetime
    telephone: str
    successors: tuple[Successor, ...]


def own_turn(session: Session) -> OwnTurn | None:
    """The turn that runs; None for somebody who is not on duty."""
    found = _running(session)
    if found is None:
        return None
    successors = tuple(sorted(_successors(session), key=lambda one: (one.name, one.staff)))
    return OwnTurn(found[1].ends, found[1].telephone, successors)


def hand_over(session: Session, successor: StaffId, telephone: str) -> Change:
    """End one's own turn now and give the rest to somebody else, who is rung at a number.

    It counts from when the office has it. Raises `UserError` for somebody who is not on duty, or may not be.
    """
    found = _running(session)
    if found is None:
        raise NOT_ON_DUTY
    state, turn = found
    now, recorder = session.now(), Recorder(session)
    ended = turn.model_copy(update={"ends": now})
    rest = Turn(staff=successor, starts=now, ends=turn.ends, telephone=telephone)
    edits = [
        recorder.change(state, {"turn": ended.model_dump(mode="json")}),
        recorder.new_record(Duty(turn=rest), session.store.new_id()),
    ]
    return recorder.save(AGENCY, edits)


def _running(session: Session) -> tuple[RecordState, Turn] | None:
    now = session.now()
    for state in session.store.records(Duty.kind, AGENCY):
        turn = read_record(Duty, state).turn
        if turn and turn.staff == session.me and turn.starts < now < turn.ends:
            return state, turn
    return None


def _successors(session: Session) -> Iterator[Successor]:
    for staff, member in session.store.facts().staff.items():
        if member.active and member.post and member.post.role in ON_DUTY and staff != session.me:
            words = STAFF_ROLE_WORDS[member.post.role]
            yield Successor(staff, member.name or "", words, member.telephone or "")
