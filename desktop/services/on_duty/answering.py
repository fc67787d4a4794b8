"""Saying that one is finding out where somebody is, and closing their visit once they said that they are safe.

Being looked into, it stays on the desk, and goes to nobody further up.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from casework.errors import UserError
from casework.problem import about
from casework.records.contact.appointment import Appointment
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import CaseId, case_scope
from casework.rules.check_in import is_over
from casework.words import say
from desktop.services.check_in.watch import VisitWatch, read_watch
from desktop.services.local_time import utc_of
from desktop.services.on_duty.missing import find_missing
from desktop.services.present import Lines
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

_SAME_NIGHT = timedelta(hours=6)
"""A time that has not come yet today was yesterday's, if that is not longer ago."""

NOT_HERE = UserError(say("This visit is not on this laptop any more. Sync, and look again."))
IS_OVER = UserError(say("This visit is over already: somebody has said that they are out, or it was closed."))
WHOM = about("spoke_to", say("Whom you spoke to is missing: write who said on the telephone that they are safe."))
EARLIER = about("at", say("When: they had not set out by then; correct it, or leave it empty if it was just now."))
LATER = about("at", say("When: the time has not come yet; correct it."))


@dataclass(frozen=True)
class Closing:
    """How a visit was closed: who said that they are safe, what they said, and when; just now, where none is given."""

    spoke_to: str
    said: str = ""
    at: time | None = None


def say_looking(session: Session, case: CaseId, appointment: str) -> Change:
    """Record that the person at the keyboard looks into an overdue visit. Raises `UserError` where it is not here."""
    if session.state(case, appointment) is None:
        raise NOT_HERE
    recorder = Recorder(session)
    record = CheckIn(appointment=appointment, step=CheckInStep.LOOKING, at=session.now(), by=session.me)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])


def missing_lines(session: Session, case: CaseId, appointment: str) -> Lines:
    """Whom to ring, and where they went; nothing once the visit is over or not here."""
    watch = _watch(session, case, appointment)
    if watch is None or is_over(watch.status, watch.standing):
        return ()
    return find_missing(session, case, watch.plan, watch.standing).visit


def close_visit(session: Session, case: CaseId, appointment: str, closing: Closing) -> Change:
    """Record that somebody said on the telephone that whoever made the visit is safe.

    Raises:
        NotComplete: without whom one spoke to, or for a time that has not come yet or was before they set out.
        UserError: where the visit is over, or not here.
    """
    watch = _watch(session, case, appointment)
    if watch is None:
        raise NOT_HERE
    if is_over(watch.status, watch.standing):
        raise IS_OVER
    moment = _last(session, closing.at) if closing.at else session.now()
    problems = [] if closing.spoke_to.strip() else [WHOM]
    problems += [LATER] if moment > session.now() else []
    # A word from before they set out says nothing of now: the visit would be missed on, and called closed.
    started = watch.standing.started_at
    problems += [EARLIER] if started is not None and moment < started else []
    if problems:
        raise NotComplete(problems)
    record = CheckIn(
        appointment=appointment,
        step=CheckInStep.CLOSED,
        at=moment,
        by=session.me,
        spoke_to=closing.spoke_to.strip(),
        said=closing.said.strip() or None,
    )
    recorder = Recorder(session)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])


def _last(session: Session, at: time) -> datetime:
    """When it was so late last; just after midnight that was yesterday."""
    moment, now = utc_of(session.today(), at), session.now()
    before = utc_of(session.today() - timedelta(days=1), at)
    return before if moment > now and now - before <= _SAME_NIGHT else moment


def _watch(session: Session, case: CaseId, appointment: str) -> VisitWatch | None:
    state = session.state(case, appointment)
    return read_watch(session, state) if state and state.kind == Appointment.kind else None
