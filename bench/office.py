"""A real office for measuring: `doorstep-server serve` in a process of its own, with nine people and their cases."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.workload import CASES, LAPTOPS
from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, GrantRole, Holder
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.clock import SystemClock
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding, found_server
from server.office import Office, open_office

_LISTENS = re.compile(r"listens on (\S+)")
_ROOT = Path(__file__).parents[1]


@dataclass
class MeasuredOffice:
    """A server that runs. `staff`: the worker whose caseload it is, and eight others who may write in it."""

    url: str
    process: subprocess.Popen[str]
    parts: Office
    staff: list[StaffId]

    def code(self, staff: StaffId) -> str:
        """A one-time code for a laptop."""
        return make_code(self.parts, staff, timedelta(hours=1))


@contextmanager
def running(folder: Path, database: str | None = None, cases: int = CASES) -> Iterator[MeasuredOffice]:
    """Found an office in a folder, give its people the cases, and serve it. The cases stand in `cases.json`."""
    home = folder / "office"
    found_server(Founding(home, "Example Agency", "Ada Administrator", database or ""), SystemClock())
    with open_office(home) as parts:
        people = Administration(parts)
        staff = [
            people.add_person(f"Worker {number}", StaffRole.WORKER, None, f"N{number}") for number in range(1 + LAPTOPS)
        ]
        given = _give_cases(parts, staff, cases)
        (folder / "cases.json").write_text(json.dumps(given))
        with (folder / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "server", "serve", "--port", "0", "--folder", str(home)]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=_ROOT)
        try:
            line = process.stdout.readline() if process.stdout else ""
            listens = _LISTENS.search(line)
            if listens is None:
                raise RuntimeError((folder / "server.log").read_text())
            yield MeasuredOffice(listens[1], process, parts, staff)
        finally:
            process.terminate()
            process.wait(30)
            if process.stdout:
                process.stdout.close()


def _give_cases(parts: Office, staff: list[StaffId], count: int) -> list[CaseId]:
    """Open cases of the first, in which the others may write, too."""
    at, author, zero = parts.clock.now(), parts.agency.administrator, parts.zero
    saves, cases = [], []
    opened = Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)).values()
    for _ in range(count):
        case = CaseId(zero.new_id())
        cases.append(case)
        given = []
        for number, one in enumerate(staff):
            role = GrantRole.OFFICER if number == 0 else GrantRole.CO_WORKER
            holder = Holder(sort="staff", id=one, role=role)
            grant = Allocation(holder=holder, period=Period(starts=date(2026, 1, 5))).values()
            given.append(Edit(record=RecordId(zero.new_id()), kind=Allocation.kind, set=grant))
        saves.append(ServerSave(grants_scope(case), tuple(given), author, at))
        begun = Edit(record=RecordId(case), kind=Case.kind, set=opened)
        saves.append(ServerSave(case_scope(case), (begun,), author, at))
    zero.save(saves)
    return cases
