"""Notes of what a transaction changed, told to every process of the server when it commits.

A note holds no content: what changed is named by a short digest (a mark), which says nothing to whoever does not know
the name already. On PostgreSQL the marks travel by NOTIFY, sent in the transaction of the effect itself; beside the
embedded file `server.storage.watch` looks for itself and is only woken.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.records.identifier import DeviceId, Scope

CHANNEL = "doorstep_news"

_NOTES = "doorstep_notes"
_EVERYTHING = "*"
_MOST_MARKS = 400
_MARK_BYTES = 6

Mark = str


def scope_mark(scope: Scope) -> Mark:
    """The mark of a scope whose log has grown."""
    return _mark(f"scope {scope}")


def device_mark(device: DeviceId) -> Mark:
    """The mark of a device: something about this one laptop has changed, its being admitted for instance."""
    return _mark(f"device {device}")


def _mark(topic: str) -> Mark:
    return hashlib.sha256(topic.encode()).hexdigest()[: _MARK_BYTES * 2]


FACTS: Mark = _mark("facts")
"""What access follows from has changed."""


@dataclass(frozen=True)
class Notice:
    """What a process is told: these things changed, or `everything` may have."""

    marks: frozenset[Mark] = frozenset()
    everything: bool = False

    @property
    def is_about_access(self) -> bool:
        """Whether who may hold what may be another than before."""
        return self.everything or FACTS in self.marks

    def concerns(self, marks: Collection[Mark]) -> bool:
        """Whether somebody who looks at these marks has news."""
        return self.everything or not self.marks.isdisjoint(marks)


EVERYTHING = Notice(everything=True)


def note_scopes(connection: Connection, scopes: Iterable[Scope]) -> None:
    """Note in a writing transaction that the logs of some scopes grow, or are to be read again."""
    _note(connection, {scope_mark(scope) for scope in scopes})


def note_facts(connection: Connection) -> None:
    """Note in a writing transaction that who may hold what changes."""
    _note(connection, {FACTS})


def note_device(connection: Connection, device: DeviceId) -> None:
    """Note in a writing transaction that something about one laptop changes: it is stopped, it has to purge."""
    _note(connection, {device_mark(device)})


def note_everything(connection: Connection) -> None:
    """Note in a writing transaction that every laptop should ask: a restored server was confirmed."""
    _note(connection, {_EVERYTHING})


def _note(connection: Connection, marks: set[Mark]) -> None:
    found: set[Mark] = connection.info.setdefault(_NOTES, set())
    found |= marks


def begin_notes(connection: Connection) -> None:
    """Forget what a transaction before this one noted on the same connection and then took back."""
    connection.info.pop(_NOTES, None)


def end_notes(connection: Connection) -> bool:
    """Send what was noted, just before the commit; whether there was anything."""
    marks: set[Mark] = connection.info.pop(_NOTES, set())
    if marks and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, payload(marks)))
    return bool(marks)


def payload(marks: Collection[Mark]) -> str:
    """Marks as they travel by NOTIFY."""
    # PostgreSQL takes less than 8,000 bytes.
    return _EVERYTHING if _EVERYTHING in marks or len(marks) > _MOST_MARKS else " ".join(sorted(marks))


def read_payload(payload: str) -> Notice:
    """The notice that another process sent."""
    return EVERYTHING if payload == _EVERYTHING else Notice(frozenset(payload.split()))
