"""Watching the database for what any process changed: one thread and one connection for a whole process.

PostgreSQL says so by itself (LISTEN). Beside the embedded file the file's own counter of changes is looked at, once a
second and whenever this process has written something of interest; only if it has moved are the newest receipts read.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from casework.records.identifier import DeviceId, Scope
from server.storage import schema
from server.storage.database import FAILURES, Database
from server.storage.notice import CHANNEL, EVERYTHING, FACTS, Mark, Notice, device_mark, read_payload, scope_mark
from server.storage.receipt import load_last, load_scopes_since

_LOOK_S = 1.0
_ALIVE_S = 30.0
_FIRST_RETRY_S = 1.0
_LONGEST_RETRY_S = 30.0
_CLOSE_S = 5.0

Take = Callable[[Notice], None]


class Watch:
    """Tells `take`, in a thread of its own, what changed since it is ready. Begins with `start`, ends with `close`."""

    def __init__(self, database: Database, take: Take) -> None:
        self._database = database
        self._take = take
        self._ready = threading.Event()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin; done again it changes nothing."""
        if self._thread.ident is None:
            self._database.on_written(self._wake.set)
            self._thread.start()

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until what is changed from now on will be told; False if it was not so in time."""
        return self._ready.wait(timeout_s)

    def close(self) -> None:
        """End the thread and give its connection back."""
        self._stopped.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(_CLOSE_S)

    def _run(self) -> None:
        look = self._listen if self._database.is_shared else self._look
        while not self._stopped.is_set():
            try:
                with self._database.lasting() as connection:
                    look(connection)
            except FAILURES:
                # Nobody is told: whoever waits for news asks by the clock too, and finds the database gone.
                self._failures += 1
            self._ready.clear()
            self._stopped.wait(min(_LONGEST_RETRY_S, _FIRST_RETRY_S * 2.0 ** min(self._failures - 1, 8)))

    def _listen(self, connection: Any) -> None:
        """PostgreSQL's own connection, by psycopg."""
        connection.execute(f"LISTEN {CHANNEL}")
        self._begin()
        quiet_s = 0.0
        while not self._stopped.is_set():
            notices = [read_payload(found.payload) for found in connection.notifies(timeout=_LOOK_S, stop_after=1)]
            for notice in notices:
                self._take(notice)
            quiet_s = 0.0 if notices else quiet_s + _LOOK_S
            if quiet_s >= _ALIVE_S:
                # A line that broke without a word is found out, and replaced.
                connection.execute("SELECT 1")
                quiet_s = 0.0

    def _look(self, connection: Any) -> None:
        """The embedded file's connection: its counter moves when any other connection has committed."""
        seen = self._sight(connection)
        self._begin()
        while not self._stopped.is_set():
            self._wake.wait(_LOOK_S)
            self._wake.clear()
            if _data_version(connection) == seen.data_version:
                continue
            before, seen = seen, self._sight(connection, seen)
            notice = seen.news_since(before)
            if notice.everything or notice.marks:
                self._take(notice)

    def _begin(self) -> None:
        """From here on nothing is missed; what was missed before is made good by asking everybody to look."""
        self._failures = 0
        self._take(EVERYTHING)
        self._ready.set()

    def _sight(self, connection: Any, before: "_Sight | None" = None) -> "_Sight":
        # The counter first: what is committed in between is then looked at twice, and never passed over.
        data_version = _data_version(connection)
        with self._database.read() as reading:
            return _sight(reading, data_version, before)


@dataclass(frozen=True)
class _Sight:
    """What the embedded file holds, as far as it matters for news."""

    data_version: int
    epoch: tuple[int, bool]
    facts_version: int
    receipt: int
    grown: frozenset[Scope]
    stopped: frozenset[DeviceId]

    def news_since(self, before: "_Sight") -> Notice:
        # Without a restore no receipt is ever taken back.
        if self.epoch != before.epoch or self.receipt < before.receipt:
            return EVERYTHING
        marks: set[Mark] = {scope_mark(scope) for scope in self.grown}
        marks |= {device_mark(device) for device in self.stopped ^ before.stopped}
        return Notice(frozenset(marks | ({FACTS} if self.facts_version != before.facts_version else set())))


def _sight(connection: Connection, data_version: int, before: _Sight | None) -> _Sight:
    device, agency = schema.device.c, schema.agency.c
    epoch, confirmed, facts = connection.execute(select(agency.epoch, agency.confirmed, agency.facts_version)).one()
    # Whatever grows a log is receipted: to look through every scope would make a write cost the more, the more cases
    # there are.
    last = load_last(connection)
    grown = frozenset(load_scopes_since(connection, before.receipt)) if before is not None else frozenset[Scope]()
    stopped = frozenset(connection.execute(select(device.id).where(device.stopped_at.is_not(None))).scalars())
    return _Sight(data_version, (epoch, confirmed), facts, last, grown, stopped)


def _data_version(connection: Any) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version
