"""Starting and ending a visit: each step is a record, made whether or not there is a connection."""

from casework.errors import UserError
from casework.records.contact.appointment import Appointment
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import CaseId, case_scope
from casework.words import say
from desktop.services.check_in.watch import VisitWatch, read_watch
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

GONE = UserError(say("This visit is not on this laptop any more. Sync, and phone the duty senior."))
NOT_PLANNED = UserError(
    say("This visit is recorded or cancelled already. Plan a new one, so that the office knows of it.")
)
UNDER_WAY = UserError(say("This visit has been started already."))
NOT_STARTED = UserError(say("This visit is not under way."))


def find_visit(session: Session, case: CaseId, appointment: str) -> VisitWatch:
    """How a visit stands. Raises `UserError` where it is not on this laptop."""
    state = session.state(case, appointment)
    watch = read_watch(session, state) if state and state.kind == Appointment.kind else None
    if watch is None:
        raise GONE
    return watch


def start_visit(session: Session, case: CaseId, appointment: str) -> Change:
    """Say that the person at the keyboard is at the visit now.

    Raises:
        UserError: where it is under way already, recorded or cancelled, or is not here.
    """
    visit = find_visit(session, case, appointment)
    if visit.standing.is_out:
        raise UNDER_WAY
    if not visit.may_start:
        raise NOT_PLANNED
    return _say(session, case, appointment, CheckInStep.STARTED)


def end_visit(session: Session, case: CaseId, appointment: str) -> Change:
    """Say that the person at the keyboard is out again and safe.

    Also of a visit that is overdue and was never started: whoever forgot that says it without pretending to set out
    now. Raises `UserError` where nobody set out and nobody is missed.
    """
    if find_visit(session, case, appointment).forgot_start:
        return _say(session, case, appointment, CheckInStep.ENDED)
    return _say_out(session, case, appointment, CheckInStep.ENDED)


def undo_start(session: Session, case: CaseId, appointment: str) -> Change:
    """Take back a start by mistake: the visit is awaited as before. Raises `UserError` where nobody set out."""
    return _say_out(session, case, appointment, CheckInStep.UNDONE)


def _say_out(session: Session, case: CaseId, appointment: str, step: CheckInStep) -> Change:
    if not find_visit(session, case, appointment).standing.is_out:
        raise NOT_STARTED
    return _say(session, case, appointment, step)


def _say(session: Session, case: CaseId, appointment: str, step: CheckInStep) -> Change:
    recorder = Recorder(session)
    record = CheckIn(appointment=appointment, step=step, at=session.now(), by=session.me)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])
