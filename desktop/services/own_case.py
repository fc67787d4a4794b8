"""Whose case it is: given to somebody, as its officer or otherwise, or covered by them for now."""

from casework.records.identifier import CaseId
from casework.records.staff.grant import GrantRole
from casework.rules.grant_time import is_in_force
from desktop.services.session import Session


def is_given(session: Session, case: CaseId, role: GrantRole | None = None) -> bool:
    """Whether a case is given to the person at the keyboard now, in one role or in any."""
    return any(
        one.holder is not None and one.holder.id == session.me and role in {None, one.holder.role}
        for one in session.store.facts().allocations.get(case, ())
        if is_in_force(one, session.now())
    )


def is_officer(session: Session, case: CaseId) -> bool:
    """Whether the person at the keyboard is the officer of a case: it counts as their own in a sweep."""
    return is_given(session, case, GrantRole.OFFICER)


def works_on(session: Session, case: CaseId) -> bool:
    """Whether a case is given to the person at the keyboard, or they cover for whoever has it."""
    now, covers = session.now(), session.store.facts().covers.get(case, ())
    return is_given(session, case) or any(one.staff == session.me and is_in_force(one, now) for one in covers)
