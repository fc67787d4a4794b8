"""What is on this laptop for the office alone: own entries and drafts of cases that have left, sealed."""

from base64 import b64encode
from collections.abc import Iterable

from casework.ledger.protocol import SealedNote
from casework.records.identifier import EntryId, Scope
from desktop.store.connection import Connection

MOST_NOTES = 50
_BATCH_BYTES = 4 * 1024 * 1024


class BoxTable:
    """Sealed entries by id. The laptop cannot open them. All writing happens inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, entry: EntryId, box: bytes) -> None:
        """Keep the box of an entry; one that is there already was sealed from the same bytes."""
        self._connection.execute("INSERT OR REPLACE INTO box (entry, box) VALUES (?, ?)", (entry, box))

    def load(self, entry: EntryId) -> bytes | None:
        """Return the box of an entry; None where it was never sealed."""
        row = self._connection.execute("SELECT box FROM box WHERE entry = ?", (entry,)).fetchone()
        return bytes(row[0]) if row else None

    def drop_settled(self) -> None:
        """Remove the boxes of entries that have left the outbox."""
        self._connection.execute("DELETE FROM box WHERE entry NOT IN (SELECT id FROM outbox)")


class NoteTable:
    """Sealed drafts. All writing happens inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ident: str, scope: Scope, box: bytes) -> None:
        """Keep a sealed draft until the office has it safely."""
        self._connection.execute("INSERT INTO note (id, scope, box) VALUES (?, ?, ?)", (ident, scope, box))

    def unsent(self) -> int:
        """Count those that the office has not confirmed."""
        return int(self._connection.execute("SELECT count(*) FROM note WHERE noted = 0").fetchone()[0])

    def next_batch(self) -> list[SealedNote]:
        """Return those that are to be sent next, as they travel."""
        rows = self._connection.execute(
            "SELECT id, scope, box FROM note WHERE noted = 0 ORDER BY id LIMIT ?", (MOST_NOTES,)
        )
        batch: list[SealedNote] = []
        size = 0
        for ident, scope, box in rows:
            size += len(box)
            if batch and size > _BATCH_BYTES:
                break
            batch.append(SealedNote(id=ident, scope=Scope(scope), box=b64encode(box).decode()))
        return batch

    def note_arrived(self, idents: Iterable[str], seq: int) -> None:
        """Note that the office has them. `seq` is where the laptop's chain stands: see `drop_settled`."""
        self._connection.executemany(
            "UPDATE note SET noted = ? WHERE id = ? AND noted = 0", [(seq + 1, ident) for ident in idents]
        )

    def drop_settled(self, kept_seq: int) -> None:
        """Remove those that a verified backup has.

        A backup that has an entry of the chain which was made after the note arrived has the note as well.
        """
        self._connection.execute("DELETE FROM note WHERE noted > 0 AND noted <= ?", (kept_seq,))

    def reoffer(self) -> None:
        """Owe the office every note again that is still here, after it was restored to an earlier point."""
        self._connection.execute("UPDATE note SET noted = 0")
