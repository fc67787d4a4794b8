"""What every run begins with, made once a process: an agency, its staff and three cases on a server; an empty store."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, TeamId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.record import Record
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from desktop.store.connection import create_store
from desktop.store.migrations.runner import load_steps, migrate
from server.administration import Administration
from server.device_zero import ServerSave
from server.founding import Founding, found_server
from server.office import Office, open_office
from tests.fakes.clock import FakeClock
from tests.simulation.entropy import Entropy, installed
from tests.simulation.laptop import KEY

BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

CopyDatabase = Callable[[str], str]
"""Copies a PostgreSQL database and returns the copy's address."""


@dataclass(frozen=True)
class Cast:
    """Who there is."""

    team: TeamId
    people: dict[str, StaffId]
    cases: tuple[CaseId, ...]


@dataclass(frozen=True)
class Template:
    """Folders to copy from, and how PostgreSQL's database is copied (None: the embedded file)."""

    folder: Path
    cast: Cast
    database: str = ""
    copy_database: CopyDatabase | None = None

    def server_in(self, folder: Path) -> dict[str, object]:
        """A copy of the server in a folder; the settings that it is opened with."""
        shutil.copytree(self.folder / "server", folder)
        return {"database": self.copy_database(self.database)} if self.copy_database else {}

    def store_in(self, path: Path) -> None:
        """A copy of the empty store."""
        shutil.copyfile(self.folder / "store.db", path)


def make_template(folder: Path, database: str = "", copy_database: CopyDatabase | None = None) -> Template:
    """Make it, in an empty folder."""
    entropy, clock = Entropy(0), FakeClock(BEGIN)
    with installed(entropy):
        found_server(Founding(folder / "server", "Example Agency", "Ada Administrator", database), clock)
        with open_office(folder / "server", clock) as office:
            office.zero._entropy = entropy
            cast = _write_cast(office)
    _settle_log(folder / "server" / "doorstep.db")
    connection = create_store(folder / "store.db", KEY)
    migrate(connection, folder / "store.db", KEY, load_steps())
    connection.close()
    return Template(folder, cast, database, copy_database)


def _write_cast(office: Office) -> Cast:
    work = Administration(office)
    team = work.add_team("East")
    people = {
        name: work.add_person(name, role, team)
        for name, role in (
            ("worker", StaffRole.WORKER),
            ("other", StaffRole.WORKER),
            ("cover", StaffRole.WORKER),
            ("senior", StaffRole.SENIOR),
            ("second", StaffRole.SENIOR),
            ("manager", StaffRole.SERVICE_MANAGER),
        )
    }
    cases = tuple(CaseId(office.zero.new_id()) for _ in range(3))
    for number, case in enumerate(cases):
        work.allocate(case, team, GrantRole.TEAM)
        work.allocate(case, people["other" if number == 2 else "worker"], GrantRole.OFFICER)
        _write_case(office, case, number)
    work.allocate(cases[0], people["other"], GrantRole.CO_WORKER)
    return Cast(team, people, cases)


def _write_case(office: Office, case: CaseId, number: int) -> None:
    _write(office, case_scope(case), Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)), case)
    person = Person(name=PersonName(given="Robin", family=f"Example{number}"), born=date(1990, 5, 1 + number))
    _write(office, case_scope(case), person, office.zero.new_id())


def _write(office: Office, scope: Scope, record: Record, ident: str) -> None:
    values: dict[str, JsonValue] = record.values()
    edit = Edit(record=RecordId(ident), kind=record.kind, set=values)
    office.zero.save([ServerSave(scope, (edit,), office.agency.administrator, BEGIN)])


def _settle_log(path: Path) -> None:
    """The last connection has put the write-ahead log into the file; what is left over would not be copied twice."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
