"""The server's plug is pulled while laptops push: nothing that was acknowledged is lost, nothing is there twice."""

import random
import sys
import threading
from collections import Counter
from contextlib import suppress
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
OF_ONE_OFFICE = min(KILLS, 200)
LAPTOPS = 3
_LONGEST_LIFE_S = 0.4
_LONGEST_BEGINNING_S = 30.0
_PAUSE_S = 0.05


class Pusher(threading.Thread):
    """A laptop that writes and pushes, over and over, until it is told to stop; it remembers what was acknowledged."""

    def __init__(self, laptop: BareLaptop, case: CaseId) -> None:
        super().__init__(daemon=True)
        self._laptop = laptop
        self._case = case
        self.ended = threading.Event()
        self.heard = threading.Event()
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
        except (httpx2.HTTPError, Refusal) as fault:
            self._come_again(fault)
            return
        self.acknowledged |= {one.id for one in waiting if one.id in self._laptop.verdicts}
        self.heard.set()

    def _come_again(self, fault: Exception) -> None:
        """A token lasts a quarter of an hour; where nobody is there, asking without a pause would keep them away."""
        if isinstance(fault, Refusal):
            assert fault.status == httpx2.codes.UNAUTHORIZED, fault
            with suppress(httpx2.HTTPError):
                self._laptop.token(fresh=True)
        self.ended.wait(_PAUSE_S)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", range(KILLS // OF_ONE_OFFICE))
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(number: int, tmp_path: Path) -> None:
    """After each kill the server begins again at the same address; in the end every entry is there, once."""
    with running_office(tmp_path) as office:
        staff = [office.person("Wilma Worker") for _ in range(LAPTOPS)]
        case = office.case(*staff)
        laptops = [BareLaptop.enrol(office.url, office.code(one)) for one in staff]
        pushers = [Pusher(laptop, case) for laptop in laptops]
        busy = live_and_die(office, pushers, random.Random(number))
        written = [one.id for laptop in laptops for one in laptop.written]
        counted = Counter(stored(office))
        sys.stdout.write(f"{OF_ONE_OFFICE} kills, {busy} of them under load, {len(written)} acknowledged\n")
        assert busy > OF_ONE_OFFICE // 2
        assert len(written) >= busy
        assert {counted[one] for one in written} == {1}
        assert integrity(office) == []
        seal_audit(office.parts)
        assert verify_audit(office.parts)[1] == []
        for laptop in laptops:
            laptop.close()


def live_and_die(office: RunningOffice, pushers: list[Pusher], chance: random.Random) -> int:
    """Let laptops push, pull the plug, and begin again, so many times; then let everything be sent.

    One in five is killed while it begins; the others once something was acknowledged. Returns how many were that.
    """
    busy = 0
    for one in pushers:
        one.start()
    for _ in range(OF_ONE_OFFICE):
        heard = chance.choice(pushers).heard
        heard.clear()
        busy += chance.random() > 0.2 and heard.wait(_LONGEST_BEGINNING_S)
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
        while not one.all_acknowledged():
            one.push()
    return busy


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
