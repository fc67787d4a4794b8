"""The lease: for how long a laptop shows what it holds without having reached the office. Pure (protocol, section 6).

Only leases, and what is left after twelve hours, look at a clock. The office's time is known from its last answer; what
has passed since is counted by the highest that the laptop's own clock has shown. So a clock that is merely wrong, and
always was, ends no lease, and one that is set back gains nothing: it locks.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

DEFAULT_LEASE_DAYS = 14

ENDS_SOON = timedelta(days=3)
"""So long before its end a lease is spoken of."""

LARGEST_STEP_BACK = timedelta(minutes=5)
"""A clock may be put right by so much; more is a clock that was set back."""

LONG_OVER = timedelta(days=1)
"""So long after its end a lease is as likely to have met a clock that was set forward."""


class LeaseState(StrEnum):
    """Whether the records may be shown."""

    OPEN = "open"
    ENDS_SOON = "ends soon"
    ENDED = "ended"
    SET_BACK = "clock set back"
    LONG_OVER = "long over"

    @property
    def locked(self) -> bool:
        """Whether nothing may be shown until the office has been reached."""
        return self in {LeaseState.ENDED, LeaseState.SET_BACK, LeaseState.LONG_OVER}


@dataclass(frozen=True)
class Lease:
    """A lease and the clocks by which it is read.

    `until`: its end in the office's time; None where the office has given none. `office_at` and `own_at`: the office's
    time and the laptop's at the last answer. `highest`: the highest that the laptop's clock has been seen at since.
    """

    until: datetime | None
    office_at: datetime
    own_at: datetime
    highest: datetime

    def office_time(self, own: datetime) -> datetime:
        """The office's time as far as this laptop knows, when its own clock says `own`; it never goes back."""
        return self.office_at + (max(self.highest, own) - self.own_at)

    def state(self, own: datetime) -> LeaseState:
        """How the lease stands when the laptop's own clock says `own`."""
        if self.until is None:
            return LeaseState.OPEN
        if own < self.highest - LARGEST_STEP_BACK:
            return LeaseState.SET_BACK
        left = self.until - self.office_time(own)
        if left <= -LONG_OVER:
            return LeaseState.LONG_OVER
        if left <= timedelta():
            return LeaseState.ENDED
        return LeaseState.ENDS_SOON if left <= ENDS_SOON else LeaseState.OPEN

    def seen(self, own: datetime) -> "Lease":
        """The same lease after the laptop's clock was looked at."""
        return replace(self, highest=own) if own > self.highest else self

    def renewed(self, office_at: datetime, own: datetime, until: datetime | None) -> "Lease":
        """The lease after an answer of the office: its time counts from here. No new end leaves the old one."""
        return begin_lease(office_at, own, until or self.until)


@dataclass(frozen=True)
class LeaseView:
    """How a lease stands, as it is shown: its end, and when the office was reached last, both in the office's time."""

    state: LeaseState
    until: datetime | None = None
    reached_at: datetime | None = None


def begin_lease(office_at: datetime, own: datetime, until: datetime | None) -> Lease:
    """The lease that an answer of the office gives."""
    return Lease(until, office_at, own, own)
