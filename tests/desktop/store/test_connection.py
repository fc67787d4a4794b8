import random
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from casework.errors import Damaged
from desktop.store.connection import (
    Connection,
    DamagedStore,
    StoreBusy,
    WrongKey,
    check_integrity,
    create_store,
    open_store,
    transaction,
)
from desktop.store.private_file import DiskFull

KEY = bytes(range(32))
SENTENCE = "The dog barks when the gate opens."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    connection = create_store(path, KEY)
    with transaction(connection):
        connection.execute("CREATE TABLE note (body TEXT)")
        connection.executemany("INSERT INTO note VALUES (?)", [(f"{SENTENCE} {number}" * 9,) for number in range(200)])
    connection.close()
    return path


def test_every_setting_of_the_design_is_in_force(store: Path) -> None:
    connection = open_store(store, KEY)
    names = "cipher_memory_security cipher_log_level foreign_keys journal_mode synchronous"
    names += " temp_store trusted_schema secure_delete"
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names.split()]
    assert [str(value) for value in found] == ["0", "NONE", "1", "wal", "2", "2", "0", "1"]
    connection.close()


def test_what_was_written_is_read_again(store: Path) -> None:
    connection = open_store(store, KEY)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (200,)
    check_integrity(connection)
    connection.close()


def test_all_files_of_the_store_are_private_and_hold_no_readable_word(store: Path) -> None:
    connection = open_store(store, KEY)
    with transaction(connection):
        connection.execute("INSERT INTO note VALUES (?)", (SENTENCE,))
    files = list(store.parent.iterdir())
    assert {file.name for file in files} >= {"store.db", "store.db-wal"}
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        content = file.read_bytes()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert SENTENCE.encode(encoding) not in content
        assert b"CREATE TABLE" not in content
        assert KEY not in content
    connection.close()


def test_plain_sqlite_cannot_read_the_store(store: Path) -> None:
    connection = sqlite3.connect(store)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM sqlite_master").fetchall()
    connection.close()


def test_sqlcipher_without_the_key_cannot_read_the_store(store: Path) -> None:
    done = subprocess.run(
        ["sqlcipher", str(store), "SELECT * FROM note;"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode != 0
    assert "not a database" in done.stderr
    assert done.stdout == ""


def test_another_key_is_called_that_and_stays_out_of_the_error(store: Path) -> None:
    other = bytes(32)
    with pytest.raises(WrongKey) as caught:
        open_store(store, other)
    told = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert other.hex() not in told
    assert KEY.hex() not in told


def test_a_damaged_first_page_is_not_called_a_wrong_key(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[200] ^= 1
    store.write_bytes(content)
    with pytest.raises(DamagedStore):
        open_store(store, KEY)


def test_an_empty_or_missing_store_is_damaged_and_not_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("empty.db", "gone.db"):
        with pytest.raises(DamagedStore):
            open_store(tmp_path / name, KEY)
    assert not (tmp_path / "gone.db").exists()


def test_a_store_is_never_overwritten(store: Path) -> None:
    with pytest.raises(FileExistsError):
        create_store(store, KEY)


def read_all(path: Path) -> list[tuple[str]]:
    connection = open_store(path, KEY)
    try:
        check_integrity(connection)
        return connection.execute("SELECT body FROM note ORDER BY rowid").fetchall()
    finally:
        connection.close()


def test_every_flipped_bit_is_found(store: Path) -> None:
    whole = store.read_bytes()
    rng = random.Random(3)
    for _ in range(150):
        changed = bytearray(whole)
        changed[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        store.write_bytes(changed)
        with pytest.raises((Damaged, WrongKey)):
            read_all(store)


def test_two_pages_swapped_are_found(store: Path) -> None:
    whole = store.read_bytes()
    pages = [whole[at : at + 4096] for at in range(0, len(whole), 4096)]
    pages[3], pages[4] = pages[4], pages[3]
    store.write_bytes(b"".join(pages))
    with pytest.raises(DamagedStore):
        read_all(store)


@pytest.mark.parametrize("length", [1, 15, 16, 100, 4095, 4096, 4097, 8192, 20_000])
def test_a_store_cut_short_is_found(store: Path, length: int) -> None:
    store.write_bytes(store.read_bytes()[:length])
    with pytest.raises((DamagedStore, WrongKey)):
        read_all(store)


def empty_and_fail(connection: Connection) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM note")
        raise ZeroDivisionError


def test_a_transaction_is_whole_or_not_at_all(store: Path) -> None:
    connection = open_store(store, KEY)
    with pytest.raises(ZeroDivisionError):
        empty_and_fail(connection)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (200,)
    assert not connection.in_transaction
    connection.close()


def test_transactions_do_not_nest(store: Path) -> None:
    connection = open_store(store, KEY)
    with transaction(connection), pytest.raises(RuntimeError):
        transaction(connection).__enter__()
    connection.close()


def test_a_wrong_statement_stays_a_bug(store: Path) -> None:
    connection = open_store(store, KEY)
    with pytest.raises(dbapi2.OperationalError), transaction(connection):
        connection.execute("INSERT INTO nowhere VALUES (1)")
    connection.close()


def test_a_store_held_by_another_program_is_called_busy(store: Path) -> None:
    one, other = open_store(store, KEY), open_store(store, KEY)
    other.execute("PRAGMA busy_timeout = 1")
    with transaction(one), pytest.raises(StoreBusy):
        transaction(other).__enter__()
    one.close()
    other.close()


def fill(connection: Connection) -> None:
    with transaction(connection):
        for _ in range(500):
            connection.execute("INSERT INTO note VALUES (randomblob(4000))")


def test_a_full_store_says_so_and_loses_nothing(store: Path) -> None:
    connection = open_store(store, KEY)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(DiskFull, match="nothing saved before is lost"):
        fill(connection)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (200,)
    check_integrity(connection)
    connection.close()
