"""Several processes of the server on one PostgreSQL: begun once, ended together, replaced where one fails."""

import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from casework.errors import UserError
from casework.records.identifier import case_scope
from server.clock import SystemClock
from server.limit import usual_limits
from server.office import open_office
from server.processes import serve_together
from server.settings import Settings
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.office import RunningOffice, run_cli, running_office
from tests.fakes.postgres import Postgres
from tests.server.sample import warning_edit
from tests.server.test_events import NEWS, listening
from tests.server.test_positions import wait_until


def serving_processes(office: RunningOffice) -> list[int]:
    """The processes that have taken up serving, by their numbers."""
    parent = office.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in _line_of(child)]


def _line_of(process: str) -> bytes:
    """The command of a process; nothing where it has ended since it was named."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.mark.postgres
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
def test_two_processes_share_one_address_and_one_failing_is_replaced(tmp_path: Path, postgres: Postgres) -> None:
    with running_office(tmp_path, postgres.new_database(), ("--processes", "2")) as office:
        una, cora = office.person("Una Worker"), office.person("Cora Coworker")
        case = office.case(una, cora)
        writes, reads = (BareLaptop.enrol(office.url, office.code(person)) for person in (una, cora))
        before = serving_processes(office)
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(set(serving_processes(office)) - set(before)) == 1)
        assert before[1] in serving_processes(office)
        with listening(reads) as ear:
            writes.line.client.close()
            signs = writes.line.client.auth
            writes.line.client = httpx2.Client(base_url=office.url, trust_env=False, timeout=30, auth=signs)
            writes.write(case_scope(case), warning_edit("Loose dog"))
            writes.push()
            assert ear.hear() == NEWS
            office.stop()
            assert ear.hear() is None
        assert office.process.returncode == 0
        reads.close()
        writes.close()


@pytest.mark.postgres
def test_two_that_set_a_database_up_at_once_do_it_once(tmp_path: Path, postgres: Postgres) -> None:
    database, folder = postgres.new_database(), tmp_path / "office"

    def begin(_: int) -> subprocess.CompletedProcess[str]:
        names = ("--agency", "Example Agency", "--administrator", "Ada Administrator", "--database", database)
        return run_cli("init", "--folder", str(folder), *names, check=False)

    # The folder and its keys are one machine's: made first, and shared by both.
    from server.key_file import make_keys

    folder.mkdir(mode=0o700)
    Settings(folder=folder, database=database).save()
    make_keys(folder)
    with ThreadPoolExecutor(2) as both:
        results = list(both.map(begin, range(2)))
    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 2
    with open_office(folder) as parts, parts.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar_one() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM record WHERE kind = 'staff'").scalar_one() == 1


def test_the_embedded_file_is_served_by_one_process(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="need PostgreSQL"):
        serve_together(Settings(folder=tmp_path, processes=2))


def test_what_is_limited_in_all_is_shared_out_among_the_processes() -> None:
    clock = SystemClock()
    one, four = usual_limits(clock), usual_limits(clock, 4)
    assert (one.enrolments.count, four.enrolments.count) == (20, 5)
    assert (one.calls.count, four.calls.count) == (600, 300)
