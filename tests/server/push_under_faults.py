"""A process of its own in which a server takes entries on a disk that fails at one write after the other.

A line of JSON for each fault: whether the write was reached, what went wrong meanwhile, and what is wrong afterwards.
"""

import errno
import json
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from casework.errors import UserError
from server.audit import seal_audit, verify_audit
from server.backup import check_contents
from server.office import Office, open_office
from server.storage import schema
from server.storage.database import DatabaseUnavailable
from server.storage.snapshot import check_pages
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_disk import FaultyDisk
from tests.server.conftest import opened_parts
from tests.server.restore_sample import Cast, Laptop
from tests.server.sample import warning_edit

FAULTS = ((errno.ENOSPC, True), (errno.EIO, False))
_MOST_PUSHES = 200


class Trial:
    """One copy of the server's folder, and a laptop that pushes to it."""

    def __init__(self, folder: Path, laptop: Laptop, cast: Cast) -> None:
        self.folder, self.laptop, self.cast = folder, laptop, cast
        self.disk, self.clock = FaultyDisk(folder), FakeClock()
        self.acknowledged: set[str] = set()
        self.said: list[str] = []

    def run(self, number: int, error: int, *, lasting: bool) -> dict[str, object]:
        """Push until the disk fails, once more, mend it, start the server again, and look at what is there."""
        self.disk.fail_at(number, error, lasting=lasting)
        try:
            self.push_until_it_fails()
        finally:
            seen = self.disk.mend()
        return {"reached": seen > number, "said": self.said, "wrong": self.go_on()}

    def push_until_it_fails(self) -> None:
        """A batch of one entry, and what the sealer does beside it."""
        try:
            with open_office(self.folder, self.clock) as office:
                self.laptop.office = office
                for _ in range(_MOST_PUSHES):
                    self.push()
                    seal_audit(office)
        except (DatabaseUnavailable, UserError) as fault:
            # What a laptop is told is that the office is not there; it keeps what it has.
            self.said.append(type(fault).__name__)
            with suppress(DatabaseUnavailable, UserError), open_office(self.folder, self.clock) as office:
                self.laptop.office = office
                self.push()

    def push(self) -> None:
        """One more entry, with everything that is not acknowledged."""
        self.laptop.write(self.cast.scope, warning_edit("Loose dog"))
        owed = [entry for entry in self.laptop.written if entry.id not in self.acknowledged]
        self.laptop.send(self.laptop.batch(owed))
        self.acknowledged |= {entry.id for entry in owed}

    def go_on(self) -> list[str]:
        """What is wrong with the server once it has room again, and whether it goes on."""
        with open_office(self.folder, self.clock) as office:
            self.laptop.office = office
            kept = _entries(office, self.laptop.device)
            wrong = [f"lost {ident}" for ident in self.acknowledged if ident not in kept]
            self.push()
            kept = _entries(office, self.laptop.device)
            if sorted(kept) != sorted(entry.id for entry in self.laptop.written):
                wrong.append("something is there twice, or lacking")
            check_pages(office.database)
            with office.database.read() as connection:
                check_contents(office, connection)
            seal_audit(office)
            return wrong + [fault.sentence for fault in verify_audit(office)[1]]


def _entries(office: Office, device: str) -> list[str]:
    entry = schema.entry.c
    with office.database.read() as connection:
        return list(connection.execute(select(schema.CHAIN_ID).where(entry.device == device)).scalars())


def main(first: int, last: int, step: int) -> None:
    """Try the writes from `first` to before `last`."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "office"
        with opened_parts(whole, "", FakeClock()) as office:
            cast = Cast.of(office)
        for number in range(first, last, step):
            for error, lasting in FAULTS:
                with TemporaryDirectory() as place:
                    copy = Path(place) / "office"
                    shutil.copytree(whole, copy)
                    with open_office(copy, FakeClock()) as office:
                        laptop = Laptop.of(office, cast.una)
                    told = Trial(copy, laptop, cast).run(number, error, lasting=lasting)
                sys.stdout.write(json.dumps({"number": number, "error": error, "lasting": lasting, **told}) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
