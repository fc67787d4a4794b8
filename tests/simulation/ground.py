"""Where runs live: a folder in memory where there is one, with the template, on either database."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.fakes.postgres import Postgres, running_postgres
from tests.simulation.run import Result, run_seed
from tests.simulation.step import Step
from tests.simulation.template import CopyDatabase, Template, make_template

_MEMORY = Path("/dev/shm")


class Ground:
    """A folder and a template; each run takes a folder of its own beneath."""

    def __init__(self, folder: Path, template: Template) -> None:
        self._folder = folder
        self._template = template
        self._numbers = count()

    def run(self, seed: int, steps: int, only: Sequence[Step] | None = None) -> Result:
        """Run one seed."""
        return run_seed(seed, steps, self._folder / f"run{next(self._numbers)}", self._template, only)


@contextmanager
def opened_ground(database: str) -> Iterator[Ground]:
    """A ground on `sqlite` or `postgresql`, removed afterwards."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="doorstep-simulation-", dir=_MEMORY if _MEMORY.is_dir() else None))
        stack.callback(shutil.rmtree, folder)
        address, copy = "", None
        if database == "postgresql":
            server = stack.enter_context(running_postgres())
            address = server.new_database()
            copy = _copier(server)
        (folder / "template").mkdir()
        yield Ground(folder, make_template(folder / "template", address, copy))


def _copier(server: Postgres) -> CopyDatabase:
    """Copies a database by PostgreSQL's own template; the one before is dropped, for nobody needs it any more."""
    numbers = count()
    copies: list[str] = []

    def copy(address: str) -> str:
        name = address.partition("@/")[2].partition("?")[0]
        for old in copies:
            _run(server, "dropdb", "--force", old)
        copies[:] = [f"copy_{next(numbers)}"]
        _run(server, "createdb", "-T", name, copies[0])
        return address.replace(f"/{name}?", f"/{copies[0]}?")

    return copy


def _run(server: Postgres, program: str, *arguments: str) -> None:
    command = [str(server.programs / program), "-h", str(server.sockets), "-U", "postgres", *arguments]
    subprocess.run(command, check=True, capture_output=True)
