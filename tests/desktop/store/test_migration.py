import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.store import migrations
from desktop.store.connection import Connection, check_integrity, create_store, open_store, transaction
from desktop.store.migrations import runner
from desktop.store.migrations.runner import NewerStore, Step, load_version, migrate

KEY = bytes(range(1, 33))
FIRST = Step(1, ("CREATE TABLE note (body TEXT)",))
SECOND = Step(2, ("ALTER TABLE note ADD COLUMN place TEXT", "CREATE TABLE tag (name TEXT)"))
BROKEN = Step(3, ("CREATE TABLE more (name TEXT)", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def connection(path: Path) -> Connection:
    made = create_store(path, KEY)
    migrate(made, path, KEY, [FIRST])
    with transaction(made):
        made.execute("INSERT INTO note VALUES ('kept')")
    return made


def test_a_new_store_gets_every_step_and_no_copy(path: Path) -> None:
    made = create_store(path, KEY)
    assert migrate(made, path, KEY, [FIRST, SECOND]) == 2
    assert load_version(made) == 2
    made.close()


def test_an_existing_store_gets_only_what_it_lacks_and_keeps_its_rows(path: Path, connection: Connection) -> None:
    assert migrate(connection, path, KEY, [FIRST, SECOND]) == 1
    assert migrate(connection, path, KEY, [FIRST, SECOND]) == 0
    assert connection.execute("SELECT body, place FROM note").fetchall() == [("kept", None)]
    connection.close()
    assert not path.with_name("store.db.before-upgrade").exists()


def test_a_step_that_fails_leaves_the_step_before_and_a_copy(path: Path, connection: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError):
        migrate(connection, path, KEY, [FIRST, SECOND, BROKEN])
    assert load_version(connection) == 2
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    connection.close()
    copy = path.with_name("store.db.before-upgrade")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert b"kept" not in copy.read_bytes()
    copied = open_store(copy, KEY)
    check_integrity(copied)
    assert load_version(copied) == 1
    assert copied.execute("SELECT body FROM note").fetchall() == [("kept",)]
    copied.close()


def test_after_a_failed_upgrade_the_mended_version_goes_on(path: Path, connection: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError):
        migrate(connection, path, KEY, [FIRST, SECOND, BROKEN])
    assert migrate(connection, path, KEY, [FIRST, SECOND, Step(3, ("CREATE TABLE more (name TEXT)",))]) == 1
    assert not path.with_name("store.db.before-upgrade").exists()
    connection.close()


def test_a_store_of_a_newer_version_is_refused_untouched(path: Path, connection: Connection) -> None:
    migrate(connection, path, KEY, [FIRST, SECOND])
    with pytest.raises(NewerStore):
        migrate(connection, path, KEY, [FIRST])
    assert load_version(connection) == 2
    connection.close()


def test_a_step_that_breaks_a_reference_is_taken_back(path: Path, connection: Connection) -> None:
    step = Step(
        2,
        (
            "CREATE TABLE child (note INTEGER REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
            "INSERT INTO child VALUES (5)",
        ),
    )
    with pytest.raises(ValueError, match="reference"):
        migrate(connection, path, KEY, [FIRST, step])
    assert load_version(connection) == 1
    connection.close()


@pytest.mark.parametrize("versions", [[2], [1, 3], [1, 1], [2, 1]])
def test_steps_with_a_gap_are_a_bug(path: Path, versions: list[int]) -> None:
    made = create_store(path, KEY)
    with pytest.raises(ValueError, match="without a gap"):
        migrate(made, path, KEY, [Step(version, ()) for version in versions])
    made.close()


@pytest.fixture
def step_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Stand in a folder of step modules for the real one."""
    folder = tmp_path / "steps"
    folder.mkdir()
    monkeypatch.setattr(migrations, "__path__", [str(folder)])

    def write(name: str, content: str) -> None:
        (folder / f"{name}.py").write_text(content)

    return write


def test_steps_are_found_by_their_numbers(step_folder: Callable[[str, str], None]) -> None:
    step_folder("m0001_sample_one", "VERSION = 1\nSTATEMENTS = ('CREATE TABLE a (x)',)\n")
    step_folder("other", "raise AssertionError\n")
    assert runner.load_steps() == (Step(1, ("CREATE TABLE a (x)",)),)


def test_a_step_under_a_wrong_number_is_a_bug(step_folder: Callable[[str, str], None]) -> None:
    step_folder("m0001_sample_two", "VERSION = 2\nSTATEMENTS = ()\n")
    with pytest.raises(ValueError, match="name says"):
        runner.load_steps()
