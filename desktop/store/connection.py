"""Opening the encrypted store: the order of the settings, what each must read back, and errors said plainly.

The key never leaves this module's own statements: what SQLCipher raises holds no statement text, and the
errors raised here are not chained to frames that hold the key.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from casework.errors import Damaged, Unavailable, UserError
from casework.words import say
from desktop.store.page_check import PAGE_BYTES, has_page_of
from desktop.store.private_file import DiskFull, FolderUnusable, plain_disk_faults, sync_folder

if TYPE_CHECKING:
    from sqlite3 import Connection as Connection  # noqa: PLC0414 — SQLCipher's is alike and has no types
else:
    Connection = dbapi2.Connection

_BUSY_S = 5.0
_KEY_BYTES = 32

# The order of the design: what is kept off the disk and the key first, then how the store behaves.
# Wiping every block of memory that is given back makes a first download four times as long, and hides nothing that
# locking does not: the process ends then, and keys are wiped either way (docs/decisions/0021).
_SETTINGS_BEFORE_KEY = (("cipher_memory_security", "OFF", "0"),)
_SETTINGS = (
    ("cipher_log_level", "NONE", "NONE"),  # else it writes its errors to stderr
    ("foreign_keys", "ON", "1"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),  # what was acknowledged is on the disk
    ("temp_store", "MEMORY", "2"),
    ("trusted_schema", "OFF", "0"),
    ("secure_delete", "ON", "1"),
)


class DamagedStore(Damaged):
    """The store's file is broken, cut short, empty or gone."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your records on this laptop are damaged and cannot be opened. Do not delete anything: "
                "ask your IT team, who can bring back what had reached the office and try to save the rest."
            )
        )


class WrongKey(UserError):
    """The file is a store of another key, or so damaged that no page of it answers to this one."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The records on this laptop do not belong to this profile's key. They may have been replaced by "
                "another copy. Do not delete anything: ask your IT team."
            )
        )


class StoreBusy(Unavailable):
    """Another process holds the store for longer than is waited."""

    def __init__(self) -> None:
        super().__init__(say("Your records are in use by another program on this laptop. Try again in a moment."))


def sqlite_version() -> str:
    """Return the version of the SQLite that SQLCipher is built on."""
    found: str = dbapi2.sqlite_version
    return found


def create_store(path: Path, key: bytes) -> Connection:
    """Make a new, empty store (0600) and open it. Raises ``FileExistsError`` (a bug), ``DiskFull``."""
    if path.exists():
        raise FileExistsError("a store is never overwritten")
    with plain_disk_faults():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        sync_folder(path.parent)
    return _connected(path, key)


def open_store(path: Path, key: bytes) -> Connection:
    """Open the store at ``path`` with its raw ``key`` of 32 bytes. Statements commit singly.

    Raises ``DamagedStore`` when the file is broken, empty or gone (an empty one would open as a store without
    records), ``WrongKey``, ``StoreBusy``, ``DiskFull``. A newer schema is refused by
    ``migrations.runner.migrate``.
    """
    if not path.is_file() or path.stat().st_size < PAGE_BYTES:
        raise DamagedStore
    return _connected(path, key)


def check_integrity(connection: Connection) -> None:
    """Verify every page's signature and the structure of the whole file. Raises ``DamagedStore``."""
    with plain_store_faults():
        bad_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        verdict = connection.execute("PRAGMA integrity_check").fetchall()
        broken_links = connection.execute("PRAGMA foreign_key_check").fetchall()
    if bad_pages or broken_links or [row[0] for row in verdict] != ["ok"]:
        raise DamagedStore


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Commit everything done inside the ``with`` block on the disk at its end, or nothing of it.

    Raises ``DiskFull``, ``StoreBusy`` or ``DamagedStore`` for the file's faults; everything else as it came.
    May not be nested: the outer one would seem to have committed.
    """
    if _is_open(connection):
        raise RuntimeError("a transaction is open already")
    with plain_store_faults():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if _is_open(connection):  # a full disk has rolled back by itself
                connection.execute("ROLLBACK")
            raise


@contextmanager
def plain_store_faults() -> Iterator[None]:
    """Turn SQLCipher's errors about the file into the plain ones of this module; a statement's pass."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        plain = _plain(error)
        if plain is None:
            raise
        raise plain from None


def _is_open(connection: Connection) -> bool:
    """Tell whether a transaction is open; asked anew each time, because a full disk ends one by itself."""
    return connection.in_transaction


def _plain(error: Exception) -> UserError | None:
    """Return what ``error`` is to the person, or None where it is a bug."""
    name: str = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return DiskFull()
    if name.startswith("SQLITE_IOERR"):
        return FolderUnusable()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedStore()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy()
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return Unavailable(
            say("Your records cannot be written on this laptop. Ask your IT team to check the folder's rights.")
        )
    return None


def _connected(path: Path, key: bytes) -> Connection:
    if len(key) != _KEY_BYTES:
        raise ValueError("a store key has 32 bytes")
    with plain_store_faults():
        connection: Connection = dbapi2.connect(os.fspath(path), timeout=_BUSY_S, isolation_level=None)
    try:
        _unlock(connection, key)
        with plain_store_faults():
            for name, value, expected in _SETTINGS:
                _set(connection, name, value, expected)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DamagedStore:
        connection.close()
        if has_page_of(path, key):
            raise
        raise WrongKey from None
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Connection, key: bytes) -> None:
    """Give the key; nothing is read yet, so a wrong one shows at the first setting that reads the file."""
    for name, value, expected in _SETTINGS_BEFORE_KEY:
        _set(connection, name, value, expected)
    try:
        answer = connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    except dbapi2.Error:
        answer = []
    if [row[0] for row in answer] != ["ok"]:
        raise RuntimeError("SQLCipher did not take the key") from None


def _set(connection: Connection, name: str, value: str, expected: str) -> None:
    """Set a pragma and read it back: SQLite says nothing about one that it does not know."""
    connection.execute(f"PRAGMA {name} = {value}")
    found = connection.execute(f"PRAGMA {name}").fetchone()
    if found is None or str(found[0]) != expected:
        raise RuntimeError(f"this build of SQLCipher does not keep the setting {name}")
