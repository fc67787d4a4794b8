"""A process of its own that saves on a disk that fails at one write after the other, and says what came of it.

A line of JSON for each fault: whether the write was reached, what was said, and what is wrong afterwards (nothing).
"""

import errno
import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.identifier import RecordId
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import Connection, check_integrity, open_store
from desktop.store.draft import Draft
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, open_memory_like_store
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_disk import FaultyDisk

FAULTS = ((errno.ENOSPC, True), (errno.EIO, False), (errno.EIO, True))
_MOST_SAVES = 80


class Trial:
    """One copy of the store, on a disk that fails at one write."""

    def __init__(self, folder: Path, whole: Path) -> None:
        self.path = folder / "store.db"
        shutil.copyfile(whole, self.path)
        self.disk, self.clock = FaultyDisk(folder), FakeClock()
        self.saved: list[RecordId] = []
        self.opened = 0
        self.said: list[str] = []
        self.connection: Connection | None = None

    def run(self, number: int, error: int, *, lasting: bool) -> dict[str, object]:
        """Save until the disk fails, try again, mend it, and look at what is there."""
        self.disk.fail_at(number, error, lasting=lasting)
        try:
            self.save_until_it_fails()
        finally:
            seen = self.disk.mend()
        wrong = self.go_on()
        return {"reached": seen > number, "said": self.said, "wrong": wrong}

    def save_until_it_fails(self) -> None:
        """What a worker does; after a failure they try once more."""
        try:
            self.connection = open_store(self.path, KEY)
            store = CaseStore(self.connection, self.clock)
            for _ in range(_MOST_SAVES):
                self.save(store)
        except UserError as first:
            self.said.append(first.sentence)
            if self.connection is not None:
                with suppress(UserError):
                    self.save(CaseStore(self.connection, self.clock))

    def save(self, store: CaseStore) -> None:
        """A draft, the contact made of it, and an opening; each counts once its call has returned."""
        now, record, draft = self.clock.now(), RecordId(store.new_id()), store.new_id()
        store.save_draft(Draft(draft, CASE_SCOPE, "contact", record, now, now))
        edit = Edit(record=record, kind="contact", set={"narrative": f"Written {record}"})
        store.append([Save(CASE_SCOPE, (edit,))], finished_draft=draft)
        self.saved.append(record)
        self.clock.advance(minutes=31)
        store.audit.note_opening(FIRST_CASE)
        self.opened += 1

    def go_on(self) -> list[str]:
        """With room again: what is wrong with the store, and whether it goes on being written."""
        with suppress(Exception):
            if self.connection is not None:
                self.connection.close()
        connection = open_store(self.path, KEY)
        try:
            check_integrity(connection)
            store = CaseStore(connection, self.clock)
            wrong = [f"lost {record}" for record in self.saved if store.record(CASE_SCOPE, record) is None]
            if store.audit.unsent() < self.opened:
                wrong.append("an opening is lost")
            if store.unsent() < len(self.saved):
                wrong.append("the outbox lacks something")
            store.rebuild()
            # One that was not acknowledged may be there all the same, at each of the two tries.
            if store.unsent() - len(self.saved) > len(self.said) + 1:
                wrong.append("something is there twice")
            before = len(self.saved)
            self.save(store)
            return wrong if len(self.saved) > before else [*wrong, "nothing can be saved any more"]
        finally:
            connection.close()


def main(first: int, last: int, step: int) -> None:
    """Try the writes from `first` to before `last`."""
    with TemporaryDirectory() as folder:
        ready = open_memory_like_store(Path(folder))
        ready.connection.close()
        for number in range(first, last, step):
            for error, lasting in FAULTS:
                with TemporaryDirectory() as place:
                    told = Trial(Path(place), ready.path).run(number, error, lasting=lasting)
                sys.stdout.write(json.dumps({"number": number, "error": error, "lasting": lasting, **told}) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
