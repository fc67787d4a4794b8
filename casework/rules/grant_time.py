"""When a grant of access is in force: days for allocations, moments for cover, emergencies and every explicit end."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from casework.records.record import Period
from casework.records.staff.grant import Allocation, Cover, EmergencyAccess, RestrictedReader
from casework.rules.day import begin_of, day_of

Grant = Allocation | Cover | EmergencyAccess
"""What gives access to a case."""

Given = Grant | RestrictedReader
"""Whatever is given to somebody in a case, for a time."""


def is_in_force(grant: Given, at: datetime) -> bool:
    """Whether a grant is in force; one whose time cannot be read never is."""
    if grant.ended is not None and grant.ended.at <= at:
        return False
    if isinstance(grant, Allocation | RestrictedReader):
        return grant.period is not None and grant.period.covers(day_of(at))
    return grant.window is not None and grant.window.covers(at)


def is_open(grant: Given, at: datetime) -> bool:
    """Whether a grant is in force at a moment or will be later, unless somebody ends it."""
    if grant.ended is not None and grant.ended.at <= at:
        return False
    if isinstance(grant, Allocation | RestrictedReader):
        return grant.period is not None and (grant.period.ends is None or grant.period.ends >= day_of(at))
    return grant.window is not None and grant.window.ends > at


def holder_of(grant: Given) -> str | None:
    """The staff member or team that a grant is given to; None where that cannot be read."""
    if isinstance(grant, Allocation):
        return grant.holder.id if grant.holder else None
    return grant.staff


def points_of_grant(grant: Given) -> Iterator[datetime]:
    """The moments at which a grant begins or ends to be in force."""
    if grant.ended is not None:
        yield grant.ended.at
    if isinstance(grant, Allocation | RestrictedReader):
        yield from points_of_period(grant.period)
    elif grant.window is not None:
        yield from (grant.window.starts, grant.window.ends)


def points_of_period(period: Period | None) -> Iterator[datetime]:
    """The moments at which a period of days begins, and is over."""
    if period is None:
        return
    yield begin_of(period.starts)
    if period.ends is not None and period.ends < date.max:
        yield begin_of(period.ends + timedelta(days=1))
