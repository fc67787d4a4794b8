"""Stores to measure on: the caseload of the bench as if pulled from an office, and a laptop that can be unlocked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.workload import ME, Planned, Writer
from casework.ledger.entry import Edit
from casework.records.identifier import CaseId, DeviceId, RecordId, case_scope
from desktop.services.session import Session
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.store.case_store import CaseStore
from desktop.store.connection import Connection, create_store, open_store
from desktop.store.migrations.runner import load_steps, migrate
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.store.profile_list import Profile
from desktop.store.slot_file import KdfCost
from tests.fakes.case_store import ADMINISTRATOR, KEY, PEOPLE, WORKER, identity, uid, write_agency, write_case
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import MemoryKeyStore
from tests.fakes.log_office import LogOffice

SEED = 20261
PASSPHRASE = "quarry feather ordinary salmon drum"
COST = KdfCost(128 * 1024)
"""What one guess costs on most laptops: between the floor of 64 and the most of 256 MiB."""
PAGE_ENTRIES = 200
_FIRST_RECORD = 1 << 40


@dataclass
class Made:
    """An open store with a caseload, and the office that has it, too."""

    path: Path
    office: LogOffice
    connection: Connection
    store: CaseStore
    clock: FakeClock
    cases: tuple[CaseId, ...]

    @property
    def session(self) -> Session:
        """What services are given."""
        return Session(self.store, self.clock)


def caseload(cases: int) -> list[Planned]:
    """47 records a case, as in the bench of the sync."""
    return list(Writer(SEED).caseload(cases))


def office_with(cases: int, planned: list[Planned]) -> LogOffice:
    """An office that has all of it; the worker is the officer in every case."""
    office = LogOffice(ADMINISTRATOR)
    write_agency(office)
    for number, case in enumerate(numbered(cases)):
        write_case(office, case, *PEOPLE[number % len(PEOPLE)])
    for number, one in enumerate(planned):
        values = {name: WORKER if value == ME else value for name, value in one.values.items()}
        record = RecordId(uid(_FIRST_RECORD + number))
        office.write(case_scope(CaseId(uid(100 + one.case))), Edit(record=record, kind=one.kind, set=values))
    return office


def numbered(cases: int) -> tuple[CaseId, ...]:
    """The ids of the cases."""
    return tuple(CaseId(uid(100 + number)) for number in range(cases))


def empty(path: Path, office: LogOffice) -> tuple[Connection, CaseStore, FakeClock]:
    """A new store of somebody who has just enrolled."""
    connection, clock = create_store(path, KEY), FakeClock()
    migrate(connection, path, KEY, load_steps())
    store = CaseStore(connection, clock)
    store.save_identity(identity(office, WORKER, DeviceId("a-device")))
    return connection, store, clock


def made_store(folder: Path, cases: int, planned: list[Planned]) -> Made:
    """A store into which all of it has been pulled."""
    office = office_with(cases, planned)
    connection, store, clock = empty(folder / "store.db", office)
    office.settle(store, PAGE_ENTRIES)
    return Made(folder / "store.db", office, connection, store, clock, numbered(cases))


def made_profile(home: Path, office: LogOffice) -> tuple[Laptop, Profile]:
    """A laptop on which a store with all of that waits to be unlocked.

    Its key store is in memory: a real one answers in its own time.
    """
    key_store, clock = MemoryKeyStore(), FakeClock()
    laptop = Laptop(load_folders(home), Policy(), clock, lambda: key_store, lambda _: COST)
    wish = NewProfile("Profile 1", "https://localhost:1", PASSPHRASE)
    profile, key = create_profile(laptop.folders, wish, KeyTerms(key_store, COST), load_steps())
    connection = open_store(profile.store_path, key)
    store = CaseStore(connection, clock)
    store.save_identity(identity(office, WORKER, DeviceId("b-device")))
    office.settle(store, PAGE_ENTRIES)
    connection.close()
    return laptop, profile


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Another connection to a store, with the settings that the application has."""
    connection = open_store(path, KEY)
    try:
        yield connection
    finally:
        connection.close()
