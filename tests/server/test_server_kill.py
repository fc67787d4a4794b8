"""The server's plug is pulled while laptops push: nothing that was acknowledged is lost, nothing is there twice."""

import random
import threading
from collections import Counter
from pathlib import Path

import httpx2
import pytest

from casework.records.identifier import CaseId, EntryId, case_scope
from server.audit import seal_audit, verify_audit
from server.storage.schema import entry as entry_table
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.scale import scaled
from tests.server.sample import warning_edit

KILLS = scaled(2_000, 4)
LAPTOPS = 3
_LONGEST_LIFE_S = 0.4
_PAUSE_S = 0.1


class Pusher(threading.Thread):
    """A laptop that writes and pushes, over and over, until it is told to stop; it remembers what was acknowledged."""

    def __init__(self, laptop: BareLaptop, case: CaseId) -> None:
        super().__init__(daemon=True)
        self._laptop = laptop
        self._case = case
        self.ended = threading.Event()
        self.acknowledged: set[EntryId] = set()

    def run(self) -> None:
        """Push what the office has not acknowledged, with one more entry each time."""
        while not self.ended.is_set():
            if self.all_acknowledged():
                self._laptop.write(case_scope(self._case), warning_edit("Loose dog"))
            self.push()

    def all_acknowledged(self) -> bool:
        """Whether there is nothing that has to be sent."""
        return len(self.acknowledged) == len(self._laptop.written)

    def push(self) -> None:
        """Send what is not acknowledged; a line that breaks means nothing."""
        waiting = [one for one in self._laptop.written if one.id not in self.acknowledged]
        try:
            self._laptop.push(waiting)
        except (httpx2.HTTPError, Refusal):
            # Nobody is there: asking without a pause would keep the server from beginning.
            self.ended.wait(_PAUSE_S)
            return
        self.acknowledged |= {one.id for one in waiting if one.id in self._laptop.verdicts}


@pytest.mark.timeout(0)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    """After each kill the server begins again at the same address; in the end every entry is there, once."""
    with running_office(tmp_path) as office:
        staff = [office.person(f"Worker {number}") for number in range(LAPTOPS)]
        case = office.case(*staff)
        laptops = [BareLaptop.enrol(office.url, office.code(one)) for one in staff]
        pushers = [Pusher(laptop, case) for laptop in laptops]
        live_and_die(office, pushers, random.Random(1))
        written = [one.id for laptop in laptops for one in laptop.written]
        counted = Counter(stored(office))
        assert len(written) >= LAPTOPS
        assert {counted[one] for one in written} == {1}
        assert integrity(office) == []
        seal_audit(office.parts)
        assert verify_audit(office.parts)[1] == []
        for laptop in laptops:
            laptop.close()


def live_and_die(office: RunningOffice, pushers: list[Pusher], chance: random.Random) -> None:
    """Let laptops push, pull the plug, and begin again, so many times; then let everything be sent."""
    for one in pushers:
        one.start()
    for _ in range(KILLS):
        threading.Event().wait(chance.uniform(0, _LONGEST_LIFE_S))
        office.process.kill()
        office.process.wait(timeout=30)
        if office.process.stdout:
            office.process.stdout.close()
        office.start()
    for one in pushers:
        one.ended.set()
        one.join(timeout=60)
        assert not one.is_alive()
    for one in pushers:
        one.push()
        assert one.all_acknowledged()


def stored(office: RunningOffice) -> list[EntryId]:
    """The ids of every entry, however often it is there."""
    with office.parts.database.read() as connection:
        return list(connection.execute(entry_table.select().with_only_columns(entry_table.c.id)).scalars())


def integrity(office: RunningOffice) -> list[object]:
    """What is wrong with the pages and the structure of the file."""
    with office.parts.database.lasting() as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall()
    return [*broken, *(row for row in whole if row != ("ok",))]
