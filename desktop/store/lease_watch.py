"""Holds the lease against the clock: whether the store is locked, and what the office's time is."""

from datetime import datetime, timedelta

from casework.rules.lease import Lease, LeaseState, LeaseView, begin_lease
from desktop.clock import Clock
from desktop.store.tables import Tables
from desktop.store.under_way import is_under_way

LOOK_AGAIN = timedelta(milliseconds=100)
"""One page looks at the clock a hundred times, and is of one moment."""


class LeaseWatch:
    """The lease in memory and on the disk. What is written is written inside a transaction of the caller's."""

    def __init__(self, tables: Tables, clock: Clock) -> None:
        self._tables, self._table = tables, tables.lease
        self._clock = clock
        self._busy = False
        self._look: tuple[Lease, bool, bool, datetime, bool] | None = None
        self.reload()

    def reload(self) -> None:
        """Read again what is on the disk: a transaction has come to nothing."""
        self._lease = self._kept = self._table.load()
        self.locked = self._table.is_locked()

    def office_time(self) -> datetime:
        """Return the office's time as far as this laptop knows."""
        now = self._clock.now()
        return self._lease.office_time(now) if self._lease else now

    def turns(self) -> bool:
        """Look at the clock; tell whether the store has to be locked or opened now."""
        now = self._clock.now()
        if self._lease is None:
            return self.locked
        look = self._look
        if look is not None and look[0] is self._lease and look[1:3] == (self._busy, self.locked):
            at, turned = look[3:]
            if timedelta() <= now - at < LOOK_AGAIN:
                return turned
        self._lease = self._lease.seen(now)
        turned = self._lease.state(now, busy=self._busy).locked != self.locked
        self._look = (self._lease, self._busy, self.locked, now, turned)
        return turned

    def look_round(self) -> None:
        """See anew whether they are in the middle of something.

        Once a minute and with the office's answers: never within a save, whose own reading would find nothing then.
        """
        now = self._clock.now()
        self._busy = self._lease is not None and self._lease.may_hold(now) and is_under_way(self._tables, now)

    def keep(self) -> bool:
        """Write the highest clock seen and whether the store is locked; tell whether that has turned."""
        turned = self.turns()
        if turned and not self.locked and self._lease is not None:
            self._lease = self._lease.shut()
        if self._lease is not None and self._lease != self._kept:
            self._table.save(self._lease)
            self._kept = self._lease
        if turned:
            self.locked = not self.locked
            self._table.set_locked(self.locked)
        return turned

    def renew(self, office_at: datetime, until: datetime | None, sign_in_by: datetime | None = None) -> None:
        """Take the office's answer in: its time, and the end of the lease where it gave one. `keep` writes it."""
        now, lease = self._clock.now(), self._lease
        renew = lease.renewed if lease else begin_lease
        self._lease = renew(office_at, now, until, sign_in_by)

    def view(self) -> LeaseView:
        """Return how the lease stands."""
        lease: Lease | None = self._lease
        if lease is None:
            return LeaseView(LeaseState.OPEN)
        now = self._clock.now()
        soon = lease.sign_in_by if lease.sign_in_soon(now) else None
        state = lease.state(now, busy=self._busy)
        return LeaseView(state, lease.until, lease.office_at, soon, lease.asks_sign_in(), lease.held_until)
