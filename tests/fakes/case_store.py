"""A ready store on a real encrypted file: enrolled, with an agency and cases as if pulled from a server."""

import os
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import (
    AGENCY,
    CaseId,
    DeviceId,
    RecordId,
    Scope,
    StaffId,
    TeamId,
    case_scope,
    grants_scope,
)
from casework.records.person.person import Person, PersonName
from casework.records.record import Period, Record
from casework.records.sentence.order import Order, OrderSort, Term
from casework.records.staff.grant import Allocation, GrantRole, Holder
from casework.records.staff.staff import Post, Staff, StaffRole, Team
from desktop.clock import Clock
from desktop.store.case_store import CaseStore
from desktop.store.connection import Connection, create_store, open_store
from desktop.store.identity import Identity
from desktop.store.migrations.runner import load_steps, migrate
from tests.fakes.clock import FakeClock
from tests.fakes.log_office import LogOffice

KEY = bytes(range(32))
BEGUN = Period(starts=date(2026, 1, 5))


def uid(number: int) -> str:
    """A made-up UUID with an easy number."""
    return str(UUID(int=number))


ADMINISTRATOR = StaffId(uid(10))
WORKER = StaffId(uid(11))
SENIOR = StaffId(uid(12))
COLLEAGUE = StaffId(uid(13))
TEAM = TeamId(uid(20))
FIRST_CASE = CaseId(uid(100))

STAFF = (
    (ADMINISTRATOR, "Agnes Admin", StaffRole.ADMINISTRATOR),
    (WORKER, "Wilma Worker", StaffRole.WORKER),
    (SENIOR, "Seonaid Senior", StaffRole.SENIOR),
    (COLLEAGUE, "Colin Colleague", StaffRole.WORKER),
)

PEOPLE = (
    ("Isla", "Testcase", date(1985, 4, 12)),
    ("Ruairidh", "Madeupson", date(1990, 9, 1)),
    ("Isla", "Testcase", date(1979, 2, 28)),
    ("Morag", "O'Invention", date(1968, 11, 30)),
)


@dataclass
class ReadyStore:
    """A store in use, its office, and where its file lies."""

    store: CaseStore
    office: LogOffice
    clock: FakeClock
    cases: tuple[CaseId, ...]
    connection: Connection
    path: Path

    def reopen(self) -> CaseStore:
        """Close the file and open it again, as after a restart."""
        self.connection.close()
        self.connection = open_store(self.path, KEY)
        self.store = CaseStore(self.connection, self.clock)
        return self.store


@dataclass(frozen=True)
class Kept:
    """Stores of one office as they lie on the disk when they are closed, by the names of their files, and the office.

    Made once a process and copied for each test: nothing that a test does to a copy is seen in another.
    """

    cases: tuple[CaseId, ...]
    office: LogOffice
    files: dict[str, bytes]

    @classmethod
    def of(cls, *stores: ReadyStore) -> "Kept":
        """Keep stores of one office; they are closed."""
        first = stores[0]
        for ready in stores:
            ready.connection.close()
            # Else a part of it would stay behind.
            assert not ready.path.with_name(f"{ready.path.name}-wal").exists()
        return cls(first.cases, first.office, {ready.path.name: ready.path.read_bytes() for ready in stores})

    def open_in(self, folder: Path) -> list[ReadyStore]:
        """Copies of the stores, open, with an office of their own: the same keys and logs, as if after a restart."""
        office = copy_office(self.office)
        opened = []
        for name, data in self.files.items():
            clock, connection = FakeClock(), _opened_copy(folder / name, data)
            opened.append(
                ReadyStore(CaseStore(connection, clock), office, clock, self.cases, connection, folder / name)
            )
        return opened


def copy_office(office: LogOffice) -> LogOffice:
    """An office of its own that is like another; only what cannot change is one thing in both."""
    entries = [logged.sealed for log in office.logs.values() for logged in log]
    return deepcopy(office, {id(thing): thing for thing in (office.key, office.box_key, *entries)})


def open_memory_like_store(
    folder: Path, cases: int = 1, me: StaffId = WORKER, office: LogOffice | None = None, name: str = "store.db"
) -> ReadyStore:
    """Open a store that `me` is enrolled on, with the agency and `cases` cases, all pulled through `apply_pull`.

    With the `office` of another ready store this is a second laptop beside it; give it another `name` then. The case
    of number `n` has the person `PEOPLE[n]`, its officer is the worker, the senior's team holds it too.
    """
    if office is None:
        return _kept_store(cases, me, name).open_in(folder)[0]
    return _enrolled_store(folder / name, cases, me, office)


@cache
def _kept_store(cases: int, me: StaffId, name: str) -> Kept:
    office = LogOffice(ADMINISTRATOR)
    write_agency(office)
    for number, case in enumerate(_numbered(cases)):
        write_case(office, case, *PEOPLE[number % len(PEOPLE)])
    with TemporaryDirectory() as folder:
        return Kept.of(_enrolled_store(Path(folder) / name, cases, me, office))


def _enrolled_store(path: Path, cases: int, me: StaffId, office: LogOffice) -> ReadyStore:
    clock, connection = FakeClock(), open_new(path)
    store = CaseStore(connection, clock)
    store.save_identity(identity(office, me, DeviceId(f"device-of-{me}-{path.name}"[:64])))
    office.settle(store)
    return ReadyStore(store, office, clock, _numbered(cases), connection, path)


def _numbered(cases: int) -> tuple[CaseId, ...]:
    return tuple(CaseId(uid(100 + number)) for number in range(cases))


def open_new(path: Path) -> Connection:
    """Make an empty store of this version."""
    return _opened_copy(path, _empty_store())


@cache
def _empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        connection = create_store(path, KEY)
        migrate(connection, path, KEY, load_steps())
        connection.close()
        return path.read_bytes()


def _opened_copy(path: Path, data: bytes) -> Connection:
    """Open a store made of another's bytes. Raises ``FileExistsError``: a store is never overwritten."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return open_store(path, KEY)


def new_store(path: Path, clock: Clock, office: LogOffice, me: StaffId = WORKER) -> CaseStore:
    """An enrolled store without a record."""
    store = CaseStore(open_new(path), clock)
    store.save_identity(identity(office, me, DeviceId("a-device")))
    return store


def identity(office: LogOffice, me: StaffId, device: DeviceId) -> Identity:
    """Who a laptop is after enrolment at the office."""
    names = {staff: name for staff, name, _ in STAFF}
    return Identity(
        device=device,
        staff=me,
        staff_name=names.get(me, "Somebody New"),
        agency="Example Council",
        server_key=office.public_key,
        server_url="https://office.example:8443",
        signing_key=Ed25519PrivateKey.generate().private_bytes_raw(),
        box_key=office.box_key.public_key().public_bytes_raw(),
    )


def write_agency(office: LogOffice) -> None:
    """Let the office have its staff and one team, and every laptop hold them."""
    office.write(AGENCY, new(Team(name="East team"), TEAM))
    for staff, name, role in STAFF:
        office.write(AGENCY, new(Staff(name=name, post=Post(role=role, team=TEAM), active=True), staff))
    office.grant(AGENCY)


def write_case(office: LogOffice, case: CaseId, given: str, family: str, born: date) -> None:
    """Let the office have a case, allocated to the worker and to the team, and every laptop hold it."""
    number = UUID(case).int * 1000
    team = Allocation(holder=Holder(sort="team", id=TEAM, role=GrantRole.TEAM), period=BEGUN)
    office.write(grants_scope(case), new(team, uid(number + 1)))
    officer = Allocation(holder=Holder(sort="staff", id=WORKER, role=GrantRole.OFFICER), period=BEGUN)
    office.write(grants_scope(case), new(officer, uid(number + 2)))
    office.write(case_scope(case), new(Case(state=CaseState.OPEN, opened_on=BEGUN.starts), case))
    person = Person(name=PersonName(given=given, family=family), born=born)
    office.write(case_scope(case), new(person, uid(number + 3)))
    order = Order(term=Term(sort=OrderSort.CPO, starts=BEGUN.starts, ends=date(2027, 7, 5)))
    office.write(case_scope(case), new(order, uid(number + 4)))
    office.grant(grants_scope(case), case_scope(case))


def new(record: Record, ident: str) -> Edit:
    """The edit that makes a record."""
    single = {name: value for name, value in record.values().items() if not isinstance(value, list) or value}
    return Edit(record=RecordId(ident), kind=record.kind, set=single)


def person_of(case: CaseId) -> RecordId:
    """The id of a case's person record."""
    return RecordId(uid(UUID(case).int * 1000 + 3))


def change(kind: str, record: RecordId, field: str, value: JsonValue, *parents: str) -> Edit:
    """The edit that changes one field."""
    return Edit(record=record, kind=kind, set={field: value}, parents={field: list(parents)} if parents else {})


CASE_SCOPE: Scope = case_scope(FIRST_CASE)
