"""Opening a case in an emergency: asking the office who works with a person, then taking access for some hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.errors import UserError
from casework.ledger.lookup import LocateRequest
from casework.problem import about
from casework.records.identifier import CaseId, grants_scope
from casework.records.staff.grant import EmergencyAccess, EmergencyWindow
from casework.rules.access import NO_ACCESS
from casework.rules.permission import Action, may
from casework.words import say
from desktop.services.recorder import NotComplete, Recorder
from desktop.services.session import Session
from desktop.store.change import Change

HOURS = (2, 4, 8, 12)
"""How long emergency access may be asked for."""

NAME_OR_NUMBER = about("name", say("Full name is missing: write it with the date of birth, or write a number instead."))
BORN_MISSING = about("born", say("Date of birth is missing: write day, month and year. The name alone is not enough."))
REASON_MISSING = about("reason", say("Reason is missing: write in a sentence what has happened. A senior reads it."))


@dataclass(frozen=True)
class Taken:
    """Emergency access that was taken on this laptop; the office opens the case with the next exchange."""

    change: Change
    until: datetime


def plan_question(name: str, born: date | None, number: str) -> LocateRequest:
    """What the office is asked: a number, where there is one, else the full name with the date of birth.

    Raises:
        NotComplete: if neither is whole.
    """
    if number.strip():
        return LocateRequest(identifier=number.strip())
    if not name.strip():
        raise NotComplete([NAME_OR_NUMBER])
    if born is None:
        raise NotComplete([BORN_MISSING])
    return LocateRequest(name=name.strip(), born=born)


def check_may_open(session: Session) -> datetime:
    """Return the time now, if this person may open cases in emergencies. Raises `UserError` otherwise."""
    if not may(Action.OPEN_IN_EMERGENCY, session.role(), NO_ACCESS):
        raise UserError(
            say("Cases are opened in emergencies by social workers and their seniors only. Ring the duty senior.")
        )
    return session.now()


def open_in_emergency(session: Session, case: CaseId, reason: str, hours: int) -> Taken:
    """Take access to a case for some hours from now on.

    Raises:
        NotComplete: without a reason.
        UserError: for somebody who may not.
    """
    now = check_may_open(session)
    if not reason.strip():
        raise NotComplete([REASON_MISSING])
    window = EmergencyWindow(starts=now, ends=now + timedelta(hours=hours))
    recorder = Recorder(session)
    record = EmergencyAccess(staff=session.me, window=window, reason=reason)
    edit = recorder.new_record(record, session.store.new_id())
    return Taken(recorder.save(grants_scope(case), [edit]), window.ends)
