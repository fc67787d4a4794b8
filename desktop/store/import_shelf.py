"""Imports: what one brought stands at the end of this laptop's chain and is held back, until it is sent or undone.

While it is held it can be taken back as if it had never been: nobody else has seen the entries, and nothing was built
on them, since whatever else is saved here lets go of it first (docs/decisions/0022).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from casework.ledger.entry import Link
from casework.records.identifier import EntryId, RecordId, Scope
from desktop.clock import Clock
from desktop.store.change import NOTHING, Change, Save
from desktop.store.import_table import ImportRun, RunState
from desktop.store.saves import append_held
from desktop.store.tables import Tables

HOLD_FOR = timedelta(hours=1)
"""So long after its end an import waits to be looked at; then it is sent."""

KEPT_RUNS = 20
KEPT_LAYOUTS = 100
_AT_ONCE = 8
"""So many entries are taken back in one transaction, so that others get to the store in between."""


@dataclass(frozen=True)
class ImportShelf:
    """Used on the store's thread. Each call is one transaction, or only reads.

    `commit` opens a transaction, `changed` drops what was derived from what has changed.
    """

    tables: Tables
    clock: Clock
    new_id: Callable[[], str]
    commit: Callable[[], AbstractContextManager[None]]
    changed: Callable[[Change], Change]

    def begin(self, what: str, source: str) -> str:
        """Begin an import and return its id. What it writes is held back until it is released or undone."""
        device = self.tables.identity().device
        run = ImportRun(
            self.new_id(),
            what,
            source,
            device,
            RunState.RUNNING,
            self.clock.now(),
            None,
            self.tables.outbox.tip(device).seq + 1,
            0,
        )
        with self.commit():
            self.tables.imports.release()
            self.tables.imports.prune(KEPT_RUNS)
            self.tables.imports.add(run)
        return run.id

    def append(self, run: str, saves: Sequence[Save], rows: int) -> Change:
        """Keep rows of the file, one entry for each of `saves`: all of it or nothing."""
        device = self.tables.identity().device
        with self.commit():
            before = self.tables.outbox.tip(device)
            change = append_held(self.tables, saves, self.clock.now())
            made = self.tables.outbox.after(device, before.seq)
            self.tables.imports.add_entries(run, made, rows)
        return self.changed(change)

    def finish(self, run: str) -> None:
        """Note that an import has come to its end."""
        with self.commit():
            self.tables.imports.set_state(run, RunState.ENDED, self.clock.now())

    def release(self) -> Change:
        """Let everything that is held go to the office."""
        with self.commit():
            released = self.tables.imports.release()
        return Change(outbox=released)

    def release_due(self) -> Change:
        """Release what has been held long enough. Inside a transaction of the caller's."""
        due = any(self._is_due(run) for run in self.tables.imports.load_held())
        return Change(outbox=due and self.tables.imports.release())

    def _is_due(self, run: ImportRun) -> bool:
        ended = run.ended_at or run.begun_at
        return run.state is not RunState.RUNNING and not ended <= self.clock.now() < ended + HOLD_FOR

    def runs(self) -> list[ImportRun]:
        """Return every import that is remembered, the newest first."""
        return self.tables.imports.load_all()

    def run(self, ident: str) -> ImportRun | None:
        """Return one import; None where it is not remembered."""
        return self.tables.imports.load(ident)

    def entries(self, run: str) -> dict[EntryId, Scope]:
        """Return the entries that an import has made."""
        return self.tables.imports.entries(run)

    def records(self, entry: EntryId, scope: Scope) -> set[RecordId]:
        """Return the records that a save of an import touched."""
        return self.tables.ledger.touched_by([entry]).get(scope, set())

    def take_back(self, run: str) -> tuple[int, Change]:
        """Take the last entries of a held import out of the chain: how many are left of it, and what changed.

        Called until nothing is left; the import itself is forgotten then. One that is not held is not touched.
        """
        with self.commit():
            self.tables.search.set_thorough(False)
            left, change = self._take_back(run)
            if left and change.outbox:
                # Cut off in the middle, the rest is taken back when the store is opened next, and is never sent.
                self.tables.imports.set_state(run, RunState.RUNNING, self.clock.now())
            self.tables.search.set_thorough(True)
            if not left:
                self.tables.search.purge()
        return left, self.changed(change)

    def forget(self, run: str) -> None:
        """Forget an import of which nothing is left, and leave no old page of it in the write-ahead log."""
        with self.commit():
            self.tables.imports.delete(run)
        self.tables.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def note_undone(self, run: str) -> None:
        """Note that what an import brought was taken out again."""
        with self.commit():
            self.tables.imports.set_state(run, RunState.UNDONE, self.clock.now())

    def recover(self) -> Change:
        """Take back what an import that was interrupted had written, if nothing of it was sent."""
        change = NOTHING
        broken = [run for run in self.tables.imports.load_all() if run.state is RunState.RUNNING]
        for run in broken:
            if not run.held:
                with self.commit():
                    self.tables.imports.set_state(run.id, RunState.ENDED, self.clock.now())
                continue
            for part in self._whole_back(run.id):
                change |= part
            with self.commit():
                self.tables.imports.set_state(run.id, RunState.BROKEN, self.clock.now())
                self.tables.imports.release()
        return change

    def _whole_back(self, run: str) -> Iterator[Change]:
        left = len(self.tables.imports.entries(run))
        while left:
            remaining, change = self.take_back(run)
            yield change
            if remaining >= left:
                return
            left = remaining

    def _take_back(self, ident: str) -> tuple[int, Change]:
        run = self.tables.imports.load(ident)
        own = self.tables.imports.entries(ident)
        if run is None or run.held_from is None:
            return len(own), NOTHING
        change, gone = NOTHING, list[EntryId]()
        for link in self.tables.outbox.newest(run.device, _AT_ONCE):
            # Whoever wrote after it let go of it, so this cannot be; but nothing else ever goes with an import.
            if link.id is None or link.id not in own or link.seq < run.held_from:
                break
            change |= self._drop(link.id, own[link.id])
            self.tables.outbox.drop_newest(run.device, Link(link.seq, link.id))
            gone.append(link.id)
        self.tables.imports.drop_entries(gone)
        return len(own) - len(gone), change | Change(outbox=True)

    def _drop(self, entry: EntryId, scope: Scope) -> Change:
        touched = self.records(entry, scope)
        self.tables.ledger.destroy(entry, scope, b"")
        change = self.tables.records.refold(scope, touched)
        if not self.tables.ledger.records_of(scope):
            self.tables.scopes.forget_begun(scope)
        return change

    def load_reading(self, layout: str) -> str | None:
        """Return how a file of this layout was read the last time."""
        return self.tables.imports.load_reading(layout)

    def save_reading(self, layout: str, reading: str) -> None:
        """Keep how a file of this layout is read."""
        with self.commit():
            self.tables.imports.save_reading(layout, reading, self.clock.now(), KEPT_LAYOUTS)
