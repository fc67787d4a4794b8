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

SIGN_IN_SOON = timedelta(days=7)
"""So long before they have to people are told to sign in with the agency again."""

LONGEST_HELD = timedelta(hours=12)
"""So long at most are records left open to whoever is out on a visit or writing when a sign-in is asked for. Ours."""

LONG_OVER = timedelta(days=1)
"""So long after its end a lease is as likely to have met a clock that was set forward."""


class LeaseState(StrEnum):
    """Whether the records may be shown."""

    OPEN = "open"
    ENDS_SOON = "ends soon"
    HELD = "held back"
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
    `sign_in_by`: when the person has to have signed in with the agency again, in the office's time; None: nobody asks.
    `held_until`: until when, in the office's time, they may end what they are in the middle of all the same.
    """

    until: datetime | None
    office_at: datetime
    own_at: datetime
    highest: datetime
    sign_in_by: datetime | None = None
    held_until: datetime | None = None

    def office_time(self, own: datetime) -> datetime:
        """The office's time as far as this laptop knows, when its own clock says `own`; it never goes back."""
        return self.office_at + (max(self.highest, own) - self.own_at)

    def state(self, own: datetime, *, busy: bool = False) -> LeaseState:
        """How the lease stands when the laptop's own clock says `own`. `busy`: they are in the middle of something."""
        state = self._by_clock(own)
        return LeaseState.HELD if busy and state.locked and self.may_hold(own) else state

    def may_hold(self, own: datetime) -> bool:
        """Whether a sign-in that is asked for waits until they have ended what they are in the middle of."""
        set_back = own < self.highest - LARGEST_STEP_BACK
        return self.held_until is not None and not set_back and self.office_time(own) < self.held_until

    def shut(self) -> "Lease":
        """The same lease once the records are shut: nothing that is begun after that opens them again."""
        return replace(self, held_until=None)

    def _by_clock(self, own: datetime) -> LeaseState:
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

    def asks_sign_in(self) -> bool:
        """Whether the office gives nothing before the person has signed in, as it has said itself."""
        return self.sign_in_by is not None and self.sign_in_by <= self.office_at

    def sign_in_soon(self, own: datetime) -> bool:
        """Whether they are told, while nothing keeps them from working yet."""
        return self.sign_in_by is not None and self.sign_in_by - self.office_time(own) <= SIGN_IN_SOON

    def renewed(
        self, office_at: datetime, own: datetime, until: datetime | None, sign_in_by: datetime | None = None
    ) -> "Lease":
        """The lease after an answer of the office: its time counts from here. No new end leaves the old one."""
        lease = begin_lease(office_at, own, until or self.until, sign_in_by)
        return replace(lease, held_until=self._held_until(office_at, own)) if lease.asks_sign_in() else lease

    def _held_until(self, office_at: datetime, own: datetime) -> datetime | None:
        """From the first time the sign-in was asked for, and never longer than the lease would have lasted."""
        if self.held_until is not None:
            return self.held_until
        if self.asks_sign_in() or self.state(own).locked:
            return None
        longest = office_at + LONGEST_HELD
        return min(longest, self.until) if self.until else longest


@dataclass(frozen=True)
class LeaseView:
    """How a lease stands, as it is shown: its end, and when the office was reached last, both in the office's time.

    `sign_in_by`: said only where it is soon. `asks_sign_in`: that, and not the lease, is what keeps the records shut.
    `held_until`: until when that waits, at most, for what they are in the middle of.
    """

    state: LeaseState
    until: datetime | None = None
    reached_at: datetime | None = None
    sign_in_by: datetime | None = None
    asks_sign_in: bool = False
    held_until: datetime | None = None


def begin_lease(
    office_at: datetime, own: datetime, until: datetime | None, sign_in_by: datetime | None = None
) -> Lease:
    """The lease that an answer of the office gives."""
    return Lease(until, office_at, own, own, sign_in_by)
