"""Whose laptop may be stopped: everybody who works here. What each has, the office says."""

from dataclasses import dataclass
from datetime import date

from casework.errors import UserError
from casework.records.identifier import StaffId
from casework.rules.stopping import may_stop_laptop
from casework.words import say
from desktop.services.session import Session

NOT_YOURS = UserError(say("A senior or a service manager stops a laptop. Ring the duty senior, at any hour."))


@dataclass(frozen=True)
class Owner:
    """Somebody who may have a laptop."""

    staff: StaffId
    name: str


@dataclass(frozen=True)
class Owners:
    """Everybody who may have one, by name, and the day."""

    today: date
    people: tuple[Owner, ...]


def read_owners(session: Session) -> Owners:
    """Whose laptops there may be. Raises `UserError` for somebody who may stop none."""
    if not may_stop_laptop(session.role()):
        raise NOT_YOURS
    staff = session.store.facts().staff
    people = (Owner(who, member.name or "") for who, member in staff.items() if member.post is not None)
    return Owners(session.today(), tuple(sorted(people, key=lambda one: (one.name, one.staff))))
