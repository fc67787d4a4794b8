"""The schema on both databases, the journal, the keys and the settings."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from casework.errors import Damaged, NewerVersion, UserError
from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.records.identifier import AGENCY, RecordId
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.clock import Clock
from server.device_zero import ServerSave
from server.journal import JOURNAL_FILE
from server.key_file import DATABASE_KEY, load_key
from server.office import Office, open_office
from server.settings import SETTINGS_FILE, Settings
from server.storage.folded import load_kind
from server.storage.log import load_placed
from server.storage.migration import migrate
from server.storage.schema import metadata
from tests.fakes.clock import FakeClock
from tests.server.conftest import opened_parts


def test_the_migrations_make_the_schema_that_the_code_uses(parts: Office) -> None:
    with parts.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing(parts: Office) -> None:
    migrate(parts.database)
    with parts.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize(("revision", "error"), [("9999", NewerVersion), (None, UserError)])
def test_a_schema_of_another_version_is_not_served(
    revision: str | None, error: type[Exception], parts: Office, clock: Clock
) -> None:
    with parts.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        if revision:
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")
    with pytest.raises(error), open_office(parts.settings.folder, clock):
        pass


def test_the_folded_records_follow_from_the_log(parts: Office) -> None:
    administration = Administration(parts)
    una = administration.add_person("Una Worker", StaffRole.WORKER)
    administration.end_person(una)
    with parts.database.read() as connection:
        for state in load_kind(connection, "staff"):
            placed = load_placed(connection, {(state.scope, state.record)})
            assert fold_record(state.scope, state.record, placed[state.scope, state.record]) == state


def test_what_the_server_would_not_accept_is_not_saved_at_all(parts: Office) -> None:
    before = parts.zero.states("team")
    good = Edit(record=RecordId(parts.zero.new_id()), kind="team", set={"name": "North"})
    bad = Edit(record=RecordId(parts.zero.new_id()), kind="team", set={"name": ""})
    author, now = parts.agency.administrator, parts.clock.now()
    journal = len(parts.journal.load())
    with pytest.raises(UserError):
        parts.zero.save([ServerSave(AGENCY, (edit,), author, now) for edit in (good, bad)])
    assert parts.zero.states("team") == before
    assert len(parts.journal.load()) == journal
    parts.zero.save([ServerSave(AGENCY, (good,), author, now)])
    assert len(parts.zero.states("team")) == len(before) + 1


def test_another_process_sees_a_changed_access_at_once(parts: Office, clock: FakeClock) -> None:
    administration = Administration(parts)
    una = administration.add_person("Una Worker", StaffRole.WORKER)
    with open_office(parts.settings.folder, clock) as other:
        with other.database.read() as connection:
            assert len(other.facts.load(connection).held_scopes(una, clock.now())) == 2
        administration.allocate(parts.zero.new_id(), una, GrantRole.OFFICER)
        with other.database.read() as connection:
            assert len(other.facts.load(connection).held_scopes(una, clock.now())) == 4
        administration.end_person(una)
        with other.database.read() as connection:
            assert other.facts.load(connection).held_scopes(una, clock.now()) == ()


def test_the_journal_tells_of_grants_and_ends_and_shows_nothing_to_a_reader(parts: Office) -> None:
    administration = Administration(parts)
    una = administration.add_person("Una Canaryworker", StaffRole.WORKER)
    case = parts.zero.new_id()
    administration.allocate(case, una, GrantRole.OFFICER)
    administration.withdraw(case, una)
    administration.end_person(una)
    told = [str(line["data"]) for line in parts.journal.load()]
    assert [("allocation" in text, '"staff"' in text) for text in told[-4:]].count((True, True)) >= 1
    assert any('"active":false' in text for text in told)
    assert b"Canary" not in (parts.settings.folder / JOURNAL_FILE).read_bytes()


def test_a_changed_journal_is_noticed(parts: Office) -> None:
    path = parts.settings.folder / JOURNAL_FILE
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged):
        parts.journal.load()


def test_every_entry_of_the_server_continues_its_chain(parts: Office) -> None:
    for number in range(5):
        Administration(parts).add_team(f"Team {number}")
    with parts.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT seq, id FROM entry WHERE device = '0' ORDER BY seq").all()
        tip = connection.exec_driver_sql("SELECT chain_seq, chain_id FROM device WHERE id = '0'").one()
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert tuple(tip) == tuple(rows[-1])


def test_keys_that_others_may_read_or_that_are_damaged_are_refused(tmp_path: Path) -> None:
    key = tmp_path / DATABASE_KEY
    with pytest.raises(UserError, match="missing"):
        load_key(tmp_path, DATABASE_KEY)
    key.write_text("00" * 32)
    key.chmod(0o644)
    with pytest.raises(UserError, match="Other users"):
        load_key(tmp_path, DATABASE_KEY)
    key.write_text("00")
    key.chmod(0o600)
    with pytest.raises(Damaged):
        load_key(tmp_path, DATABASE_KEY)


def test_another_key_does_not_open_the_database(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "office"
    with opened_parts(folder, "", clock):
        pass
    (folder / DATABASE_KEY).write_text("11" * 32)
    with pytest.raises(Damaged), open_office(folder, clock):
        pass


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path, host="10.0.0.5", port=443, certificate=tmp_path / "ü.pem")
    settings.save()
    assert Settings.load(tmp_path) == settings
    (tmp_path / SETTINGS_FILE).write_text("port = 'many'")
    with pytest.raises(Damaged):
        Settings.load(tmp_path)


def test_a_postgresql_that_does_not_answer_is_unavailable(tmp_path: Path, clock: Clock) -> None:
    address = "postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2"
    with pytest.raises(UserError, match="does not answer"):
        opened_parts(tmp_path / "office", address, clock)


def test_the_first_epoch_is_written_into_every_receipt(parts: Office) -> None:
    with parts.database.read() as connection:
        texts = connection.exec_driver_sql("SELECT data FROM receipt").scalars().all()
    assert texts
    assert all('"epoch":1' in text for text in texts)
