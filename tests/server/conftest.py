"""A running office on either database, and laptops that belong to its people."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from casework.records.identifier import StaffId
from server.clock import Clock
from server.founding import Founding
from server.office import Office, open_office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.postgres import Postgres, running_postgres

MakeLaptop = Callable[[StaffId], BareLaptop]

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the whole run."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The setting of the database: empty for the encrypted file, or the address of a new PostgreSQL database."""
    return database_setting(request)


def database_setting(request: pytest.FixtureRequest) -> str:
    """The setting for the database that a fixture's parameter names."""
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(scope="session", params=DATABASES)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A server process on each database, shared by the tests: each makes people and cases of its own."""
    with running_office(tmp_path_factory.mktemp("office"), database_setting(request)) as running:
        yield running


@pytest.fixture
def parts(tmp_path: Path, database: str, clock: FakeClock) -> Iterator[Office]:
    """A server's parts without a process, under a clock that the test moves, once on each database."""
    with opened_parts(tmp_path / "office", database, clock) as found:
        yield found


@pytest.fixture
def laptop(office: RunningOffice) -> Iterator[MakeLaptop]:
    """Makes enrolled laptops."""
    made: list[BareLaptop] = []

    def make(staff: StaffId) -> BareLaptop:
        made.append(BareLaptop.enrol(office.url, office.code(staff)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def opened_parts(folder: Path, database: str, clock: Clock) -> AbstractContextManager[Office]:
    """A new server's parts."""
    found_copy(Founding(folder, "Example Agency", "Ada Administrator", database), clock)
    return open_office(folder, clock)
