"""An office of an earlier version, as that version itself wrote it, is brought up to date and loses nothing.

The samples are whole databases with invented people: one laptop; four planned visits, of which one is over, one is
cancelled and one has no time to be back. The keys of that office follow from the names of their files: no secret lies
here.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Boolean, MetaData, func, insert, select

from casework.errors import UserError
from casework.ledger.fold import fold_record
from casework.records.contact.appointment import Appointment
from casework.records.identifier import RecordId
from casework.records.person.person import Person
from casework.records.staff.staff import StaffRole
from casework.rules.standing import read_record
from server.administration import Administration
from server.founding import Founding, found_server
from server.key_file import BLOB_KEY, BOX_KEY, DATABASE_KEY, JOURNAL_KEY, SIGNING_KEY
from server.office import Office, open_office
from server.overdue import raise_overdue
from server.settings import Settings, write_private
from server.storage import migration, schema
from server.storage.database import DATABASE_FILE, Database, open_database
from server.storage.folded import load_kind
from server.storage.log import load_placed
from server.visit import find_visits
from tests.fakes.clock import FakeClock

SAMPLES = Path(__file__).parent / "earlier"
KEYS = (DATABASE_KEY, SIGNING_KEY, JOURNAL_KEY, BOX_KEY, BLOB_KEY)
AFTER_THE_SAMPLE = timedelta(hours=2, minutes=11)
KEPT = ("entry", "touched", "record", "scope", "device", "receipt", "tip", "holding", "matter", "code", "token")
"""The tables of which no row may go."""

Content = dict[str, list[dict[str, object]]]


def sample(revision: str) -> str:
    """The database of an office of that revision, as SQL."""
    return (SAMPLES / f"office_{revision}.sql").read_text("utf-8")


def content(revision: str) -> Content:
    """The rows of each table of a sample."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(sample(revision))
    names = [str(row["name"]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
    connection.close()
    return found


def put_embedded(folder: Path, revision: str) -> None:
    """Lay the sample into a folder as the encrypted file that it was."""
    connection = sqlcipher.connect(folder / DATABASE_FILE)
    key = (folder / DATABASE_KEY).read_text("ascii")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.executescript(sample(revision))
    connection.close()


def put_shared(database: Database, revision: str) -> None:
    """Make the schema of that revision on PostgreSQL, with the rows of the sample in it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migration.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    found = content(revision)
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            yes_or_no = {column.name for column in table.columns if isinstance(column.type, Boolean)}
            lines = [{k: bool(v) if k in yes_or_no else v for k, v in row.items()} for row in found[table.name]]
            if lines and table.name != "alembic_version":
                connection.execute(insert(table), lines)
        # Receipts are numbered by the database, which has to know how far they go.
        last = "SELECT setval(pg_get_serial_sequence('receipt', 'number'), (SELECT max(number) FROM receipt))"
        connection.exec_driver_sql(last)


@pytest.fixture(params=["0004", "0005"])
def revision(request: pytest.FixtureRequest) -> str:
    """Which earlier version."""
    return str(request.param)


@pytest.fixture
def earlier(tmp_path: Path, database: str, revision: str) -> Path:
    """The folder of a server of an earlier version, with its database."""
    folder = tmp_path / "office"
    folder.mkdir(mode=0o700)
    for name in KEYS:
        write_private(folder / name, hashlib.sha256(f"an invented office: {name}".encode()).hexdigest().encode())
    settings = Settings(folder=folder, database=database)
    settings.save()
    if not database:
        put_embedded(folder, revision)
    else:
        opened = open_database(settings)
        put_shared(opened, revision)
        opened.close()
    return folder


@pytest.fixture
def office(earlier: Path, clock: FakeClock) -> Iterator[Office]:
    """The same after `doorstep-server init` of this version."""
    clock.advance(seconds=AFTER_THE_SAMPLE.total_seconds())
    found_server(Founding(earlier, "Another Name", "Somebody Else", ""), clock)
    with open_office(earlier, clock) as opened:
        yield opened


def test_it_is_not_served_before_it_was_brought_up_to_date(earlier: Path, clock: FakeClock) -> None:
    """And the sentence says how."""
    with pytest.raises(UserError, match="doorstep-server init"), open_office(earlier, clock):
        pass


def test_it_has_the_schema_of_this_version_and_every_row_it_had(office: Office, revision: str) -> None:
    """The agency keeps its name; every record still follows from the log."""
    before = {name: len(rows) for name, rows in content(revision).items() if name in KEPT}
    with office.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        after = {
            name: connection.execute(select(func.count()).select_from(schema.metadata.tables[name])).scalar_one()
            for name in before
        }
        assert after == before
        assert connection.execute(select(schema.agency.c.name)).scalar_one() == "Example Agency"
        for kind in ("person", "case", "appointment", "contact", "check_in", "staff", "allocation"):
            for state in load_kind(connection, kind):
                placed = load_placed(connection, {(state.scope, state.record)})
                assert fold_record(state.scope, state.record, placed[state.scope, state.record]) == state
        (person,) = load_kind(connection, Person.kind)
        name = read_record(Person, person).name
    assert name is not None
    assert name.full() == "Robin Exampleton"


def test_what_was_planned_before_is_watched_with_who_goes_and_when(office: Office) -> None:
    """Those with and without a time to be back; not what was cancelled or is over."""
    with office.database.write() as connection:
        find_visits(connection)
    with office.database.read() as connection:
        watched = {RecordId(row.record): row for row in connection.execute(select(schema.visit))}
        planned = {state.record: read_record(Appointment, state).plan for state in load_kind(connection, "appointment")}
        confirmed = list(connection.execute(select(schema.holding.c.confirmed)).scalars())
    assert len(planned) == 4
    assert len(watched) == 2
    for record, row in watched.items():
        plan = planned[record]
        assert plan is not None
        assert (row.staff, row.starts is not None, row.back_by is None) == (plan.staff, True, plan.back_by is None)
    assert {row.back_by is None for row in watched.values()} == {True, False}
    assert set(confirmed) == {0}, "no laptop of that version has said what it has"


def test_whoever_should_be_back_is_raised_and_the_office_goes_on_writing(office: Office) -> None:
    """Raised once more after the upgrade even where the version before had raised it: rather twice than never."""
    with office.database.write() as connection:
        find_visits(connection)
    assert raise_overdue(office) == 1
    assert raise_overdue(office) == 0
    added = Administration(office).add_person("Nia New", StaffRole.WORKER)
    assert added in {one.id for one in Administration(office).members()}
