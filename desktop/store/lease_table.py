"""The lease as it stands on the disk, and whether it has locked the store."""

import json
from datetime import datetime

from casework.rules.lease import Lease
from desktop.store.connection import Connection

_LEASE = "lease"
_MOMENTS = ("office_at", "own_at", "highest")
_ENDS = ("until", "sign_in_by", "held_until")
_LOCKED = "locked"
"""The view `shown` looks for this name."""


class LeaseTable:
    """One lease, among the single values. All writing happens inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self) -> Lease | None:
        """Return the lease with the highest clock that was kept; None before the office's first answer."""
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (_LEASE,)).fetchone()
        if row is None:
            return None
        body = json.loads(row[0])
        office_at, own_at, highest = (datetime.fromisoformat(body[name]) for name in _MOMENTS)
        until, sign_in_by, held_until = (
            datetime.fromisoformat(one) if (one := body.get(name)) else None for name in _ENDS
        )
        return Lease(until, office_at, own_at, highest, sign_in_by, held_until)

    def save(self, lease: Lease) -> None:
        """Keep the lease as it is now."""
        body = {name: getattr(lease, name).isoformat() for name in _MOMENTS}
        ends = {name: one.isoformat() if (one := getattr(lease, name)) else None for name in _ENDS}
        self._put(_LEASE, json.dumps(body | ends))

    def is_locked(self) -> bool:
        """Tell whether the store shows nothing."""
        row = self._connection.execute("SELECT 1 FROM fact WHERE name = ?", (_LOCKED,)).fetchone()
        return row is not None

    def set_locked(self, locked: bool) -> None:
        """Let the store show nothing, or everything again."""
        if locked:
            self._put(_LOCKED, "1")
        else:
            self._connection.execute("DELETE FROM fact WHERE name = ?", (_LOCKED,))

    def _put(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))
