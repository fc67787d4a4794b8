"""What a discussion with a senior begins with: today, the two who spoke, and what they spoke about."""

from pydantic import JsonValue

from casework.records.identifier import CaseId
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import SENIORS
from casework.rules.grant_time import is_in_force
from desktop.services.session import Session


def begun_discussion(session: Session, case: CaseId) -> dict[str, JsonValue]:
    """The day and who spoke: a worker with whoever is on duty, a senior with the worker of the case."""
    if session.role() in SENIORS:
        worker, senior = _officer(session, case), str(session.me)
    else:
        duty = session.duty_now()
        worker, senior = str(session.me), duty.staff if duty else ""
    found = {"on": session.today().isoformat(), "worker": worker, "senior": senior}
    return {name: value for name, value in found.items() if value}


def _officer(session: Session, case: CaseId) -> str:
    now = session.now()
    for grant in session.store.facts().allocations.get(case, ()):
        holder = grant.holder
        named = holder is not None and holder.sort == "staff" and holder.role is GrantRole.OFFICER
        if holder is not None and named and is_in_force(grant, now) and holder.id != session.me:
            return holder.id
    return ""
