"""A case, the people around it and what may be given to them, for tests of access."""

from datetime import UTC, date, datetime, timedelta

from casework.records.identifier import CaseId, StaffId
from casework.records.record import Period
from casework.records.staff.grant import (
    Allocation,
    Cover,
    EmergencyAccess,
    EmergencyWindow,
    End,
    Exclusion,
    GrantRole,
    Holder,
    Window,
)
from casework.records.staff.staff import Post, Staff, StaffRole, Turn
from casework.rules.access import AccessFacts
from tests.fakes.chain import ident

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CASE, OTHER = CaseId(ident(1)), CaseId(ident(2))
WORKER, CO, SENIOR, STRANGER, LEFT, DUTY, CHIEF, SUPPORT = (StaffId(ident(n)) for n in range(10, 18))
NORTH, SOUTH = ident(20), ident(21)


def staff(role: StaffRole, team: str, active: bool = True) -> Staff:
    """A staff member."""
    return Staff(name="Invented", post=Post(role=role, team=team), active=active)


def given(
    holder: str, role: GrantRole, ends: date | None = None, starts: date | None = None, ended: End | None = None
) -> Allocation:
    """An allocation since three months ago, unless told otherwise."""
    sort = "team" if role is GrantRole.TEAM else "staff"
    period = Period(starts=starts or TODAY - timedelta(days=90), ends=ends)
    return Allocation(holder=Holder(sort=sort, id=holder, role=role), period=period, ended=ended)  # type: ignore[arg-type]


def cover(who: StaffId, hours: float = 4, since: float = 2, ended: End | None = None) -> Cover:
    """A cover that began `since` hours before NOW."""
    starts = NOW - since * HOUR
    return Cover(staff=who, window=Window(starts=starts, ends=starts + hours * HOUR), reason="Ill.", ended=ended)


def emergency(who: StaffId, hours: float = 4, since: float = 2, ended: End | None = None) -> EmergencyAccess:
    """Emergency access that began `since` hours before NOW."""
    starts = NOW - since * HOUR
    window = EmergencyWindow(starts=starts, ends=starts + hours * HOUR)
    return EmergencyAccess(staff=who, window=window, reason="At the door.", ended=ended)


def turn(who: StaffId, hours: float = 8, since: float = 2) -> Turn:
    """A turn of duty that began `since` hours before NOW."""
    return Turn(staff=who, starts=NOW - since * HOUR, ends=NOW + (hours - since) * HOUR)


def excluded(who: StaffId, starts: date = TODAY, ends: date | None = None) -> Exclusion:
    """An exclusion from today on."""
    return Exclusion(staff=who, period=Period(starts=starts, ends=ends))


def people() -> AccessFacts:
    """Everybody, and a case that has been given to nobody whom a test is about."""
    return AccessFacts(
        staff={
            WORKER: staff(StaffRole.WORKER, NORTH),
            CO: staff(StaffRole.WORKER, NORTH),
            SENIOR: staff(StaffRole.SENIOR, NORTH),
            STRANGER: staff(StaffRole.SENIOR, SOUTH),
            LEFT: staff(StaffRole.WORKER, NORTH, active=False),
            DUTY: staff(StaffRole.SENIOR, SOUTH),
            CHIEF: staff(StaffRole.SERVICE_MANAGER, SOUTH),
            SUPPORT: staff(StaffRole.BUSINESS_SUPPORT, NORTH),
        },
        allocations={CASE: [given(ident(98), GrantRole.OFFICER)]},
    )
