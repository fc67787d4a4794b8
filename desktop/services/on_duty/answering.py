"""Saying that one is finding out where somebody is: the visit stays on the desk, and goes to nobody further up."""

from casework.errors import UserError
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import CaseId, case_scope
from desktop.services.recorder import Recorder
from desktop.services.session import Session
from desktop.store.change import Change

NOT_HERE = UserError("This visit is not on this laptop any more. Sync, and look again.")


def say_looking(session: Session, case: CaseId, appointment: str) -> Change:
    """Record that the person at the keyboard looks into an overdue visit. Raises `UserError` where it is not here."""
    if session.state(case, appointment) is None:
        raise NOT_HERE
    recorder = Recorder(session)
    record = CheckIn(appointment=appointment, step=CheckInStep.LOOKING, at=session.now(), by=session.me)
    return recorder.save(case_scope(case), [recorder.new_record(record, session.store.new_id())])
