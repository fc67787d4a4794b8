"""A new office for tests: founded once a process, and its folder and database copied for each test that asks for one.

A copy differs from an office founded for itself in one thing: all copies have the same keys and administrator. A test
that needs two offices which are strangers to each other founds one of them with `found_server`.
"""

import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from casework.records.identifier import StaffId
from server.clock import Clock, SystemClock
from server.founding import Founding, found_server
from server.settings import SETTINGS_FILE, Settings
from tests.fakes.clock import FakeClock

_ADDRESS = re.compile(r"postgresql\+psycopg://postgres@/(?P<name>\w+)\?host=(?P<sockets>/.+)")
"""A database of `tests.fakes.postgres`."""

_numbers = count()


@dataclass(frozen=True)
class _Template:
    """A founded office: its folder's files by name, and where its database is, if it is not one of them."""

    administrator: StaffId
    files: dict[str, bytes]
    name: str = ""
    sockets: str = ""

    def copy_to(self, founding: Founding) -> StaffId:
        founding.folder.mkdir(parents=True, exist_ok=True)
        founding.folder.chmod(0o700)
        for name, data in self.files.items():
            with os.fdopen(os.open(founding.folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
        if founding.database:
            own = _ADDRESS.fullmatch(founding.database)
            assert own
            _run(self.sockets, f"DROP DATABASE {own['name']}", _copying(own["name"], self.name))
            Settings.load(founding.folder).model_copy(update={"database": founding.database}).save()
        return self.administrator


def found_copy(founding: Founding, clock: Clock) -> StaffId:
    """Do what `found_server` does for a new office, and return its administrator too.

    `founding.database`, if there is one, has just been made and was never used. By the machine's clock the office is
    as old as the first of its kind in this process. A folder that holds something, a clock or a database of another
    kind: the office is founded for itself.
    """
    moment = clock.now() if type(clock) is FakeClock else None
    own = _ADDRESS.fullmatch(founding.database)
    unknown = moment is None and type(clock) is not SystemClock
    if unknown or (founding.database and own is None) or _holds_something(founding.folder):
        return found_server(founding, clock)
    names = replace(founding, folder=Path(), database="")
    return _template(names, moment, own["sockets"] if own else "").copy_to(founding)


def _holds_something(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


@cache
def _template(names: Founding, moment: datetime | None, sockets: str) -> _Template:
    database, address = "", ""
    if sockets:
        database = f"founded_{next(_numbers)}"
        _run(sockets, _copying(database, "template1"))
        address = f"postgresql+psycopg://postgres@/{database}?host={sockets}"
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "office"
        clock = SystemClock() if moment is None else FakeClock(moment)
        administrator = found_server(replace(names, folder=folder, database=address), clock)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    # Else a part of it would lie elsewhere than in the files that are copied.
    assert SETTINGS_FILE in files
    assert not any(name.endswith("-wal") for name in files)
    return _Template(administrator, files, database, sockets)


def _copying(name: str, template: str) -> str:
    return f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"


def _run(sockets: str, *statements: str) -> None:
    with psycopg.connect(dbname="postgres", user="postgres", host=sockets, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
