"""A dump of PostgreSQL by its own program, of exactly what one transaction sees, and read again to its end."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from psycopg import conninfo
from sqlalchemy import Connection, func, select

from casework.errors import Damaged, UserError
from server.settings import DATABASE_ADDRESS
from server.storage import schema

_ROWS = ("entry", "receipt", "device", "touched")
_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def can_dump() -> bool:
    """Whether PostgreSQL's own programs for it are on this machine."""
    return all(shutil.which(program) for program in ("pg_dump", "pg_restore"))


def write_dump(connection: Connection, address: str, path: Path) -> None:
    """Write a dump of what a transaction sees, which has to be of one moment (repeatable read), into a new file.

    Raises:
        UserError: if the program could not; most often it is older than the database.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
    command = ["pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}"]
    done = subprocess.run(command, env=_environment(address), check=False, capture_output=True)  # noqa: S603 — no shell
    if done.returncode:
        raise UserError(
            "pg_dump could not write the backup: it may be older than the database. Install the version that belongs "
            "to it; or back up by other means and say so with: doorstep-server backup-verified."
        )


def check_dump(connection: Connection, path: Path) -> None:
    """Read a dump to its end and count its rows against those that the same transaction sees.

    Raises:
        Damaged: if it cannot be read, or some are missing.
    """
    for name in _ROWS:
        wanted = connection.execute(select(func.count()).select_from(schema.metadata.tables[name])).scalar_one()
        if _count_rows(path, name) != wanted:
            raise Damaged("The backup could not be read to its end. It was not kept; make another one.")


def _count_rows(path: Path, table: str) -> int | None:
    """How many rows of a table a dump has; None where it cannot be read."""
    command = ["pg_restore", "--data-only", f"--table={table}", "--file=-", str(path)]
    with _running(command) as process:
        assert process.stdout is not None
        lines = iter(process.stdout)
        begun = any(line.startswith(b"COPY ") for line in lines)
        rows = 0
        for line in lines if begun else ():
            if line == b"\\.\n":
                break
            rows += 1
        for _ in lines:
            pass
        return rows if process.wait() == 0 else None


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    # No shell: the only argument from outside is the name of the file.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        yield process


def _environment(address: str) -> Mapping[str, str]:
    """How to reach the database; not among the arguments, which everybody on the machine can read."""
    parts = conninfo.conninfo_to_dict(f"postgresql://{address.removeprefix(DATABASE_ADDRESS)}")
    given = {_VARIABLES[name]: str(value) for name, value in parts.items() if name in _VARIABLES and value is not None}
    return {**os.environ, **given}
