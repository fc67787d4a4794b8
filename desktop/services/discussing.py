"""What a discussion with a senior begins with: today, the two who spoke, and what they spoke about."""

from pydantic import JsonValue

from casework.records.identifier import CaseId, scope_sort
from casework.records.oversight.supervision import SupervisionSession
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import SENIORS
from casework.rules.grant_time import is_in_force
from casework.rules.standing import read_record
from desktop.services.session import Session


def begun_discussion(session: Session, case: CaseId, about: str = "") -> dict[str, JsonValue]:
    """The day and who spoke: a worker with whoever is on duty, a senior with the worker of the case.

    `about`: what it is begun from. Of a session of supervision it takes the day and the two of them, and nothing else.
    """
    held = read_session(session, about) if about else None
    if held is not None:
        known: dict[str, JsonValue] = {"worker": held.about, "senior": held.supervisor, "in_supervision": True}
        return known | {"on": held.held_on.isoformat() if held.held_on else session.today().isoformat()}
    if session.role() in SENIORS:
        worker, senior = _officer(session, case), str(session.me)
    else:
        duty = session.duty_now()
        worker, senior = str(session.me), duty.staff if duty else ""
    found = {"on": session.today().isoformat(), "worker": worker, "senior": senior}
    return {name: value for name, value in found.items() if value}


def read_session(session: Session, ident: str) -> SupervisionSession | None:
    """A session of supervision that the person at the keyboard may read; None where it is none, or not theirs."""
    for state in session.store.records(SupervisionSession.kind):
        if state.record == ident and scope_sort(state.scope) == "staff" and session.access_to(state.scope).reads:
            return read_record(SupervisionSession, state)
    return None


def _officer(session: Session, case: CaseId) -> str:
    now = session.now()
    for grant in session.store.facts().allocations.get(case, ()):
        holder = grant.holder
        named = holder is not None and holder.sort == "staff" and holder.role is GrantRole.OFFICER
        if holder is not None and named and is_in_force(grant, now) and holder.id != session.me:
            return holder.id
    return ""
