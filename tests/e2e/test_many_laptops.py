"""Many laptops write at once to several server processes: nothing is refused, lost or there twice, and all agree."""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.records.identifier import AGENCY, RecordId, Scope, StaffId, case_of, grants_scope
from casework.rules.standing import continued_parent
from desktop.store.case_store import Save
from server.storage.folded import load_scope
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.postgres import Postgres, running_postgres
from tests.fakes.scale import scaled
from tests.server.sample import warning_edit

LAPTOPS = 8
CASES = 3
T = TypeVar("T")

ROUNDS = scaled(60, least=20)

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of the module's own."""
    with running_postgres() as server:
        yield server


class Writer:
    """One person at one laptop: the real store, engine and transport, all in one thread of their own."""

    def __init__(self, number: int, office: RunningOffice, folder: Path, staff: StaffId) -> None:
        self.thread = ThreadPoolExecutor(1)
        self.dice = random.Random(number)
        self.warnings: set[RecordId] = set()
        self.saves = 0
        self._begin = partial(make_colleague, folder / f"laptop-{number}", office, staff)

    def begin(self) -> None:
        """Enrol, and receive the cases."""
        self.laptop: Colleague = self._begin()
        self.device = self.laptop.store.identity().device
        self.cases = self.laptop.scopes()

    def write(self, rounds: int, together: threading.Barrier) -> None:
        """Save and sync at the same time as everybody; a fault of the sync fails the test."""
        together.wait(60)
        for _ in range(rounds):
            scope = self.dice.choice(self.cases)
            warning = warning_edit(f"Told by {self.laptop.staff}, {self.dice.random()}")
            self.warnings.add(warning.record)
            self._save(scope, warning)
            self._save(scope, self._other_number(scope))
            if self.dice.random() < 0.6:
                self.laptop.sync()
        self.laptop.sync()

    def _other_number(self, scope: Scope) -> Edit:
        """A field of one record that everybody changes: what is concurrent conflicts, and is kept side by side."""
        person = self.laptop.store.records("person", scope)[0]
        parents = continued_parent(person, "telephone")
        number = f"0131 {self.dice.randrange(10**6):06}"
        changed = {"telephone": parents} if parents else {}
        return Edit(record=person.record, kind="person", set={"telephone": number}, parents=changed)

    def _save(self, scope: Scope, edit: Edit) -> None:
        self.laptop.store.append([Save(scope, (edit,))])
        self.saves += 1

    def end(self) -> None:
        """Hang up."""
        self.thread.submit(self.laptop.close).result()
        self.thread.shutdown()


def at_once(writers: Sequence[Writer], work: Callable[[Writer], T]) -> list[T]:
    """Let all of them do it at the same time; the first that fails fails the test."""
    begun = [one.thread.submit(work, one) for one in writers]
    return [done.result() for done in begun]


def write_at_once(office: RunningOffice, folder: Path, rounds: int) -> str:
    """Let everybody write and sync at once, and see that all have the same; what it came to, in figures."""
    staff = [office.person(f"Worker {number}") for number in range(LAPTOPS)]
    for _ in range(CASES):
        office.case(*staff)
    writers = [Writer(number, office, folder, person) for number, person in enumerate(staff)]
    at_once(writers, Writer.begin)
    together = threading.Barrier(LAPTOPS)
    begun_s = time.monotonic()
    at_once(writers, lambda one: one.write(rounds, together))
    took_s = time.monotonic() - begun_s
    at_once(writers, lambda one: one.laptop.sync())
    check_nothing_refused_lost_or_twice(office, writers)
    conflicts = check_all_agree(office, writers)
    for one in writers:
        one.end()
    saves = sum(one.saves for one in writers)
    return f"{LAPTOPS} laptops, {saves} entries in {took_s:.1f} s ({saves / took_s:.0f}/s), {conflicts} conflicts"


def check_nothing_refused_lost_or_twice(office: RunningOffice, writers: Sequence[Writer]) -> None:
    """Every save is at the office once, accepted, in a log without gaps; and nothing else is."""
    devices = {one.device: one for one in writers}
    with office.parts.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT device, seq, id, verdict, scope, position FROM entry").all()
    mine = [row for row in rows if row.device in devices]
    assert Counter(row.device for row in mine) == {device: one.saves for device, one in devices.items()}
    assert {row.verdict for row in mine} == {"accepted"}
    assert len({row.id for row in rows}) == len(rows)
    assert len({(row.device, row.seq) for row in rows}) == len(rows)
    positions: dict[str, list[int]] = {}
    for row in rows:
        positions.setdefault(row.scope, []).append(row.position)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in positions.values())
    assert at_once(writers, lambda one: one.laptop.store.unsent()) == [0] * len(writers)


def check_all_agree(office: RunningOffice, writers: Sequence[Writer]) -> int:
    """Every laptop has every warning and the office's heads, scope by scope; returns how many fields conflict."""
    warnings = set().union(*(one.warnings for one in writers))
    grants = [grants_scope(case) for case in map(case_of, writers[0].cases) if case]
    scopes = [AGENCY, *grants, *writers[0].cases]
    with office.parts.database.read() as connection:
        states = {scope: load_scope(connection, scope) for scope in scopes}
    digests = {scope: heads_digest(found) for scope, found in states.items()}

    def held(one: Writer) -> tuple[set[RecordId], dict[Scope, str]]:
        store = one.laptop.store
        shown = {state.record for state in store.records("warning")}
        return shown, {scope: heads_digest(store.states(None, {scope})) for scope in scopes}

    assert at_once(writers, held) == [(warnings, digests)] * len(writers)
    fields = [field for found in states.values() for state in found for field in state.fields.values()]
    return sum(len({str(head.value) for head in field.heads}) > 1 for field in fields)


def test_eight_laptops_write_at_once_to_two_processes(tmp_path: Path, postgres: Postgres) -> None:
    with running_office(tmp_path, postgres.new_database(), ("--processes", "2")) as office:
        sys.stdout.write(f"\n2 processes, {write_at_once(office, tmp_path, rounds=4)}\n")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("processes", [1, 2])
def test_the_same_for_long(processes: int, tmp_path: Path, postgres: Postgres) -> None:
    with running_office(tmp_path, postgres.new_database(), ("--processes", str(processes))) as office:
        sys.stdout.write(f"\n{processes} processes, {write_at_once(office, tmp_path, ROUNDS)}\n")
