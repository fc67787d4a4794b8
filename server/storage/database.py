"""Opening the database: the embedded file encrypted by SQLCipher, or PostgreSQL, chosen by one setting."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import ArgumentError, DatabaseError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.exc import OperationalError as DatabaseUnavailable
from sqlalchemy.pool import ConnectionPoolEntry

from casework.errors import Damaged, Unavailable, UserError
from server.key_file import DATABASE_KEY, load_key
from server.settings import Settings
from server.storage.afterwards import begin_afterwards, end_afterwards
from server.storage.notice import begin_notes, end_notes

__all__ = ["FAILURES", "Connection", "Database", "DatabaseUnavailable", "open_database"]

FAILURES: tuple[type[Exception], ...] = (SQLAlchemyError, psycopg.Error, sqlcipher.Error, OSError)
"""What a lasting connection may end with."""

DATABASE_FILE = "doorstep.db"

_BUSY_TIMEOUT_S = 30
_EMBEDDED = 40
_FEWEST = 4
_KEPT_OPEN = 8
_TRIED_AFTER_S = 2.0
_USED_AT = "doorstep_used_at"
_PRAGMAS = (
    "cipher_log_level = NONE",
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "secure_delete = ON",
)
_SCRUB = {True: ("VACUUM FULL entry", "VACUUM FULL record"), False: ("PRAGMA wal_checkpoint(TRUNCATE)",)}


class Database:
    """Transactions on either database. A writing one holds its locks until it ends, so keep it short."""

    def __init__(self, engine: Engine, most_connections: int) -> None:
        self._engine = engine
        self.most_connections = most_connections
        """How many transactions there may be at a time, in this process."""
        self._writer = engine.execution_options(writes=True)
        self._each = engine.execution_options(isolation_level="AUTOCOMMIT") if self.is_shared else engine
        self._on_written: Callable[[], None] | None = None

    @property
    def is_shared(self) -> bool:
        """Whether it is a server that tells every process what changed, and not the embedded file."""
        return self._engine.dialect.name == "postgresql"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction: all of it or nothing. What was noted in it is told when it commits."""
        with self._writer.begin() as connection:
            begin_notes(connection)
            begin_afterwards(connection)
            yield connection
            noted, calls = end_notes(connection), end_afterwards(connection)
        for call in calls:
            call()
        if noted and self._on_written is not None:
            self._on_written()

    @contextmanager
    def single(self) -> Iterator[Connection]:
        """For single statements, each a transaction of its own on PostgreSQL; of the embedded file a reading one."""
        if self.is_shared:
            with self._each.connect() as connection:
                yield connection
        else:
            with self.read() as connection:
                yield connection

    def on_written(self, told: Callable[[], None]) -> None:
        """Have `told` called after each transaction of this process that noted something, in its thread."""
        self._on_written = told

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One reading transaction."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def steady(self) -> Iterator[Connection]:
        """One reading transaction in which everything is as it was at its beginning, on PostgreSQL too."""
        level = {"isolation_level": "REPEATABLE READ"} if self.is_shared else {}
        with self._engine.execution_options(**level).begin() as connection:
            yield connection

    @contextmanager
    def lasting(self) -> Iterator[Any]:
        """A driver's own connection outside the pool, for watching; each statement is a transaction of its own."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        try:
            if self.is_shared:
                connection.autocommit = True
            yield connection
        finally:
            connection.close()

    def scrub(self) -> None:
        """Let nothing of what was overwritten or deleted stay in the database's own files.

        PostgreSQL rewrites the tables, during which nobody is served; its log archive and backups are out of reach.
        """
        raw = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with raw.connect() as connection:
            for statement in _SCRUB[self.is_shared]:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def open_database(settings: Settings, file: Path | None = None) -> Database:
    """Open the server's database; or, with the same key, another `file` of the embedded kind.

    Raises:
        Damaged: if the embedded file is no database of this server's key.
        Unavailable: if PostgreSQL does not answer.
        UserError: if the key file or the address is wrong.
    """
    if settings.database and file is None:
        most = max(_FEWEST, settings.connections // settings.processes)
        database = Database(_postgres(settings.database, most), most)
    else:
        database = Database(_embedded(settings, file or settings.folder / DATABASE_FILE), _EMBEDDED)
    try:
        with database.read() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DatabaseUnavailable as error:
        raise Unavailable("The database does not answer. Check its address and that it is running.") from error
    except DatabaseError as error:
        raise Damaged("The database is damaged or was made with another key. Restore it from a backup.") from error
    return database


def _embedded(settings: Settings, path: Path) -> Engine:
    key = load_key(settings.folder, DATABASE_KEY).hex()
    # Made here, so that no other user of this machine can open it for a moment.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))

    def connect() -> Any:
        connection = sqlcipher.connect(
            str(path), timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=_KEPT_OPEN,
        max_overflow=_EMBEDDED,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A writer takes the one write lock at once, so that what it read cannot have changed when it writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(address: str, most: int) -> Engine:
    kept = min(_KEPT_OPEN, most)
    try:
        engine = create_engine(address, pool_size=kept, max_overflow=most - kept, hide_parameters=True)
    except ArgumentError as error:
        raise UserError("The address of the database is not complete. Correct it in doorstep-server.toml.") from error
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _try_if_idle)
    return engine


def _note_use(connection: Any, record: ConnectionPoolEntry) -> None:
    del connection
    record.info[_USED_AT] = time.monotonic()


def _try_if_idle(connection: Any, record: ConnectionPoolEntry, lent: object) -> None:
    """A connection that was not used for a while is tried before it is lent, with all that are as old if it fails.

    Each time would be one more journey there and back for every request.
    """
    del lent
    if time.monotonic() - record.info.get(_USED_AT, time.monotonic()) < _TRIED_AFTER_S:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise InvalidatePoolError from error
