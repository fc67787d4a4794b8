"""The imports of this laptop. All writing happens inside a transaction of the caller's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from casework.records.identifier import DeviceId, EntryId, Scope
from desktop.store.connection import Connection


class RunState(StrEnum):
    """How far an import has come. `BROKEN`: it was interrupted, and nothing of it was kept."""

    RUNNING = "running"
    ENDED = "ended"
    BROKEN = "broken"
    UNDONE = "undone"


@dataclass(frozen=True)
class ImportRun:
    """One import. `taken`: how many rows it brought. `held`: nothing of it is sent yet, and it can go without a trace.

    `what` and `source` are what was imported and from where, as the person chose; no content.
    """

    id: str
    what: str
    source: str
    device: DeviceId
    state: RunState
    begun_at: datetime
    ended_at: datetime | None
    held_from: int | None
    taken: int

    @property
    def held(self) -> bool:
        """Whether nothing of it is sent."""
        return self.held_from is not None


_COLUMNS = "id, what, source, device, state, begun_at, ended_at, held_from, taken"


class ImportTable:
    """Imports by id, the entries of each, and how files are read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: ImportRun) -> None:
        """Keep a new import."""
        self._connection.execute(
            f"INSERT INTO import_run ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 — constant text
            (
                run.id,
                run.what,
                run.source,
                run.device,
                run.state,
                run.begun_at.isoformat(),
                run.ended_at.isoformat() if run.ended_at else None,
                run.held_from,
                run.taken,
            ),
        )

    def load(self, ident: str) -> ImportRun | None:
        """Return one import; None where it is not known any more."""
        return next(iter(self._found("WHERE id = ?", ident)), None)

    def load_all(self) -> list[ImportRun]:
        """Return every import, the newest first."""
        return self._found("ORDER BY begun_at DESC, id DESC")

    def load_held(self) -> list[ImportRun]:
        """Return the imports of which nothing is sent yet."""
        return self._found("WHERE held_from IS NOT NULL ORDER BY begun_at, id")

    def add_entries(self, run: str, entries: Iterable[tuple[EntryId, Scope]], rows: int) -> None:
        """Note which entries an import has made, and how many rows of the file they hold."""
        self._connection.executemany(
            "INSERT INTO import_entry (run, entry, scope) VALUES (?, ?, ?)",
            [(run, entry, scope) for entry, scope in entries],
        )
        self._connection.execute("UPDATE import_run SET taken = taken + ? WHERE id = ?", (rows, run))

    def entries(self, run: str) -> dict[EntryId, Scope]:
        """Return the entries that an import has made and that are here."""
        rows = self._connection.execute("SELECT entry, scope FROM import_entry WHERE run = ?", (run,))
        return {EntryId(entry): Scope(scope) for entry, scope in rows}

    def drop_entries(self, entries: Iterable[EntryId]) -> None:
        """Forget entries that are taken back."""
        self._connection.executemany("DELETE FROM import_entry WHERE entry = ?", [(entry,) for entry in entries])

    def set_state(self, run: str, state: RunState, at: datetime) -> None:
        """Keep how far an import has come, and when."""
        self._connection.execute(
            "UPDATE import_run SET state = ?, ended_at = ? WHERE id = ?", (state, at.isoformat(), run)
        )

    def release(self) -> bool:
        """Hold nothing back any more; tell whether something was."""
        done = self._connection.execute("UPDATE import_run SET held_from = NULL WHERE held_from IS NOT NULL")
        return done.rowcount > 0

    def delete(self, run: str) -> None:
        """Forget an import."""
        self._connection.execute("DELETE FROM import_run WHERE id = ?", (run,))

    def prune(self, keep: int) -> None:
        """Forget all but the newest imports, and that one was interrupted."""
        self._connection.execute("DELETE FROM import_run WHERE state = ?", (RunState.BROKEN,))
        self._connection.execute(
            "DELETE FROM import_run WHERE held_from IS NULL AND id NOT IN"
            " (SELECT id FROM import_run ORDER BY begun_at DESC, id DESC LIMIT ?)",
            (keep,),
        )

    def load_reading(self, layout: str) -> str | None:
        """Return how files of a layout were read the last time; None where there was none."""
        row = self._connection.execute("SELECT reading FROM import_layout WHERE layout = ?", (layout,)).fetchone()
        return str(row[0]) if row else None

    def save_reading(self, layout: str, reading: str, at: datetime, keep: int) -> None:
        """Keep how files of a layout are read, and forget what was not used for longest."""
        self._connection.execute(
            "INSERT INTO import_layout (layout, reading, used_at) VALUES (?, ?, ?)"
            " ON CONFLICT (layout) DO UPDATE SET reading = excluded.reading, used_at = excluded.used_at",
            (layout, reading, at.isoformat()),
        )
        self._connection.execute(
            "DELETE FROM import_layout WHERE layout NOT IN"
            " (SELECT layout FROM import_layout ORDER BY used_at DESC, layout LIMIT ?)",
            (keep,),
        )

    def _found(self, rest: str, *values: str) -> list[ImportRun]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM import_run {rest}", values)  # noqa: S608 — constants
        return [_run(tuple(row)) for row in rows]


def _run(row: tuple[Any, ...]) -> ImportRun:
    ident, what, source, device, state, begun_at, ended_at, held_from, taken = row
    ended = datetime.fromisoformat(ended_at) if ended_at else None
    begun = datetime.fromisoformat(begun_at)
    return ImportRun(ident, what, source, DeviceId(device), RunState(state), begun, ended, held_from, taken)
