"""What most tests begin with is a copy: as whole and as private as an office founded for itself, and its test's own."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from server.administration import Administration
from server.backup import check_contents
from server.clock import SystemClock
from server.founding import Founding, found_server
from server.office import open_office
from server.settings import Settings
from server.storage import schema
from server.storage.agency import load_epoch
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.server.conftest import DATABASES, database_setting

NewDatabase = Callable[[], str]


@pytest.fixture(params=DATABASES)
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes databases of one kind."""
    return lambda: database_setting(request)


def founding(folder: Path, database: str = "") -> Founding:
    return Founding(folder, "Example Agency", "Ada Administrator", database)


def modes(folder: Path) -> dict[str, int]:
    """Of the folder and of each file in it."""
    return {path.name: path.stat().st_mode for path in (folder, *folder.iterdir())}


def content(folder: Path, clock: FakeClock) -> tuple[dict[str, int], str, datetime, list[str]]:
    """How many rows there are of each sort, whose office it is, since when, and who is there."""
    with open_office(folder, clock) as office, office.database.read() as connection:
        check_contents(office, connection)
        assert load_epoch(connection).confirmed
        rows = {table.name: len(connection.execute(table.select()).all()) for table in schema.metadata.sorted_tables}
        begun = connection.execute(schema.device.select()).one()
        return (
            rows,
            office.agency.name,
            begun.enrolled_at,
            [str(one.staff.name) for one in Administration(office).members()],
        )


def test_a_copy_is_an_office_as_it_is_founded_on_either_database(
    tmp_path: Path, new_database: NewDatabase, clock: FakeClock
) -> None:
    real, copy = tmp_path / "real" / "office", tmp_path / "copy" / "office"
    address = new_database()
    found_server(founding(real, new_database()), clock)
    administrator = found_copy(founding(copy, address), clock)
    assert modes(copy) == modes(real)
    assert content(copy, clock) == content(real, clock)
    own, other = Settings.load(copy), Settings.load(real)
    assert own.database == address
    assert own == other.model_copy(update={"folder": copy, "database": address})
    with open_office(copy, clock) as office:
        assert office.agency.administrator == administrator


def test_what_is_done_in_one_copy_is_seen_in_no_other(
    tmp_path: Path, new_database: NewDatabase, clock: FakeClock
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    found_copy(founding(first, new_database()), clock)
    with open_office(first, clock) as office:
        Administration(office).add_team("East")
    found_copy(founding(second, new_database()), clock)
    with open_office(second, clock) as office:
        assert Administration(office).teams() == []
    with open_office(first, clock) as office:
        assert [name for _, name in Administration(office).teams()] == ["East"]


def test_an_office_is_as_old_as_its_clock_says(tmp_path: Path, clock: FakeClock) -> None:
    """One founded at another moment is no copy of one founded now; and one that is there already is gone on with."""
    found_copy(founding(tmp_path / "now"), clock)
    began = clock.now()
    later = clock.advance(days=40)
    administrator = found_copy(founding(tmp_path / "later"), clock)
    assert content(tmp_path / "now", clock)[2] == began
    assert content(tmp_path / "later", clock)[2] == later
    assert found_copy(founding(tmp_path / "later"), SystemClock()) == administrator
    assert content(tmp_path / "later", clock)[2] == later
