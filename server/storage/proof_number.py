"""How far the requests under each token were served, so that none is served twice.

The embedded file has one writer, and one process that serves: it keeps the numbers in memory, and the file only how
far they may go. That is written before the first of them is served, for so many at once, and waits for the disk.
Whoever does not have them in memory, such as the process after a crash, refuses all of those; the laptop asks under a
new token. On PostgreSQL several processes share a token: there each number is written.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from server.storage.credential import count_proof, secret_hash
from server.storage.database import Connection, Database

AHEAD = 64
"""For so many requests at once. A laptop has fewer under most of its tokens: then nothing is written for them."""

_MANY = 1000


@dataclass
class _Run:
    """What may be served under one token without a write: numbers above `last`, up to `until`."""

    last: int
    until: int
    expires_at: datetime


class ProofNumbers:
    """Used from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._runs: dict[str, _Run] = {}
        self._look_at = _MANY

    @property
    def given(self) -> int:
        """How far a new token counts as served in the database from the beginning."""
        return 0 if self._database.is_shared else AHEAD

    def begin(self, token: str, now: datetime, expires_at: datetime) -> None:
        """A token was given by this process, and that is on the disk."""
        if self._database.is_shared:
            return
        with self._lock:
            self._runs[secret_hash(token)] = _Run(0, AHEAD, expires_at)
            if len(self._runs) >= self._look_at:
                self._runs = {name: run for name, run in self._runs.items() if run.expires_at > now}
                self._look_at = max(_MANY, 2 * len(self._runs))

    def count(self, connection: Connection, token: str, number: int, expires_at: datetime) -> bool:
        """Count a request; False if it, or a later one, was or may have been served before, or the token has ended.

        `expires_at`: when the token ends at the latest. `connection`: one of single statements (`Database.single`).
        """
        if self._database.is_shared:
            return count_proof(connection, token, number, number)
        name = secret_hash(token)
        with self._lock:
            run = self._runs.get(name)
            if run is not None and number <= run.until:
                is_new = number > run.last
                run.last = max(run.last, number)
                return is_new
        with self._database.write() as writer:
            is_new = count_proof(writer, token, number, number + AHEAD)
        if is_new:
            with self._lock:
                self._runs[name] = _Run(number, number + AHEAD, expires_at)
        return is_new
