"""A real office for tests: a server process of its own on a free port, with people, teams and cases made as needed."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, DeviceId, RecordId, Scope, StaffId, TeamId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.admission import stop as stop_device
from server.clock import SystemClock
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from tests.fakes.founded import found_copy
from tests.fakes.moved_clock import MovedClock
from tests.fakes.program import Program, run_program, start_program

_LISTENS = re.compile(r"listens on (\S+)")


@dataclass
class RunningOffice:
    """A server that runs, and what an administrator can do with it. `parts` are opened beside the process."""

    url: str
    folder: Path
    process: Program
    parts: Office
    _open: ExitStack
    program: tuple[str, ...] = ("server", "serve")
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def administration(self) -> Administration:
        """The administrator's tasks, without the command line."""
        return Administration(self.parts)

    def cli(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of `doorstep-server` on this office."""
        return run_cli(*arguments, "--folder", str(self.folder), check=check)

    def team(self, name: str) -> TeamId:
        """A new team."""
        return self.administration.add_team(name)

    def person(self, name: str, role: StaffRole = StaffRole.WORKER, team: str | None = None) -> StaffId:
        """A new staff member."""
        return self.administration.add_person(name, role, team, f"N{next(self._numbers)}")

    def code(self, staff: StaffId) -> str:
        """A one-time code, good for an hour."""
        return make_code(self.parts, staff, timedelta(hours=1))

    def case(
        self,
        *officers: StaffId,
        team: TeamId | None = None,
        family: str = "Example",
        opened_on: date = date(2026, 1, 5),
    ) -> CaseId:
        """A new case of an invented person, allocated to the officers and the team."""
        case = CaseId(self.parts.zero.new_id())
        for officer in officers:
            self.administration.allocate(case, officer, GrantRole.OFFICER)
        if team:
            self.administration.allocate(case, team, GrantRole.TEAM)
        person = Person(name=PersonName(given="Robin", family=family), born=date(1990, 5, 1)).values()
        alone = {name: value for name, value in person.items() if name in Person.required}
        self.write(case_scope(case), "case", Case(state=CaseState.OPEN, opened_on=opened_on).values(), case)
        self.write(case_scope(case), "person", alone)
        return case

    def write(self, scope: Scope, kind: str, values: dict[str, JsonValue], record: str | None = None) -> RecordId:
        """Write a new record as the server itself."""
        ident = RecordId(record or self.parts.zero.new_id())
        edit = Edit(record=ident, kind=kind, set=values)
        author = self.parts.agency.administrator
        self.parts.zero.save([ServerSave(scope, (edit,), author, self.parts.clock.now())])
        return ident

    def stop_device(self, device: DeviceId) -> None:
        """Stop a laptop."""
        stop_device(self.parts, device)

    def stop(self) -> None:
        """End the server process in good order."""
        self.process.terminate()
        self.process.wait(timeout=30)
        if self.process.stdout:
            self.process.stdout.close()

    def start(self) -> None:
        """Start the server process again, at the same address."""
        port = self.url.rpartition(":")[2]
        self.process, self.url = _start(self.folder, (*self.program, "--port", port))

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Nobody uses the server's folder meanwhile; afterwards it is served again."""
        self.stop()
        self._open.close()
        try:
            yield
        finally:
            self.parts = self._open.enter_context(open_office(self.folder))
            self.start()

    def log(self) -> str:
        """What the server has logged."""
        return (self.folder / "server.log").read_text("utf-8")


def run_cli(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run `doorstep-server` with arguments."""
    code, out, error = run_program("server", arguments, _environment())
    done = subprocess.CompletedProcess(["server", *arguments], code, out, error)
    if check:
        done.check_returncode()
    return done


@contextmanager
def running_office(
    tmp_path: Path,
    database: str | None = None,
    arguments: tuple[str, ...] = (),
    clock: MovedClock | None = None,
    *,
    asks_to_wait: bool = True,
) -> Iterator[RunningOffice]:
    """A new office in a folder of the test. `database` is a PostgreSQL address; without it, the encrypted file.

    `clock`: moves the office's time; its file has to be named in the environment. Without `asks_to_wait` there is no
    limit on how often a laptop may call.
    """
    folder = tmp_path / "office"
    found_copy(Founding(folder, "Example Agency", "Ada Administrator", database or ""), clock or SystemClock())
    plain = ("server" if asks_to_wait else "tests.fakes.no_limits", "serve")
    program = ("tests.fakes.office_ahead",) if clock else plain
    process, url = _start(folder, (*program, "--port", "0", *arguments))
    with ExitStack() as opened:
        parts = opened.enter_context(open_office(folder, clock))
        office = RunningOffice(url, folder, process, parts, opened, program)
        try:
            yield office
        finally:
            office.stop()


def _start(folder: Path, words: tuple[str, ...]) -> tuple[Program, str]:
    module, *arguments = words
    with (folder / "server.log").open("ab") as log:
        process = start_program(module, [*arguments, "--folder", str(folder)], _environment(), None, log)
    line = process.stdout.readline() if process.stdout else ""
    found = _LISTENS.search(line)
    if found is None:
        process.wait(timeout=30)
        raise AssertionError((folder / "server.log").read_text("utf-8"))
    return process, found[1]


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
