"""An office with one worker and as many cases as a test asks for, and a laptop that has nothing; all in one process.

Counts, not seconds: calls of functions, statements, bytes, memory. They are the same on every machine, however busy.
"""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event

from casework.ledger.entry import Edit
from casework.ledger.protocol import PullRequest, PullResponse, holdings_digest
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, GrantRole, Holder
from casework.records.staff.staff import StaffRole
from desktop.store.case_store import CaseStore
from server.administration import Administration
from server.clock import SystemClock
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from server.pulls import answer_pull
from tests.e2e.colleague import enrol_colleague
from tests.fakes.founded import found_copy
from tests.fakes.served import served
from tests.server.sample import warning_edit

RECORDS = 6
"""Records of a case beside its own."""

_AT_ONCE = 400
T = TypeVar("T")


@dataclass
class Cost:
    """What work has taken: `calls` of functions of Python and of C, and the highest memory it had at a time, in bytes.

    `bytes`: what was sent. Memory is looked at only where the work is `weighed`, for that makes it slow.
    """

    calls: int = 0
    highest: int = 0
    bytes: int = 0


@dataclass
class GrowingFile:
    """One size, and what the office and the laptop have done for it."""

    office: Office
    store: CaseStore
    cases: list[CaseId]
    weighed: bool = False
    at_office: Cost = field(default_factory=Cost)
    on_laptop: Cost = field(default_factory=Cost)

    def download(self) -> int:
        """All that the laptop may hold, page by page; how many entries came."""
        came, full, more = 0, False, True
        while more:
            request = self._count(self.on_laptop, partial(self._request, full=full))
            answer = self._count(self.at_office, partial(self.ask, request))
            if answer.want_holdings:
                full = True
                continue
            self.at_office.bytes += len(answer.model_dump_json())
            self._count(self.on_laptop, partial(self.store.apply_pull, answer))
            came += sum(len(page.entries) for page in answer.pages)
            more = answer.more or answer.confirm
        return came

    def ask(self, request: PullRequest) -> PullResponse:
        """One pull of this laptop."""
        return answer_pull(self.office, self.store.identity().device, request)

    def _request(self, *, full: bool) -> PullRequest:
        held = self.store.holdings()
        return PullRequest(digest=holdings_digest(held), holdings=held if full else None, left=self.store.left())

    def _count(self, cost: Cost, work: Callable[[], T]) -> T:
        if not self.weighed:
            calls, found = calls_of(work)
            cost.calls += calls
            return found
        highest, found = highest_of(work)
        cost.highest = max(cost.highest, highest)
        return found


def highest_of(work: Callable[[], T]) -> tuple[int, T]:
    """How many bytes more than before some work has at a time, as Python counts them; `tracemalloc` has begun."""
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    found = work()
    return tracemalloc.get_traced_memory()[1] - before, found


def calls_of(work: Callable[[], T]) -> tuple[int, T]:
    """How many functions some work calls, in Python and in C."""
    calls = 0

    def count(frame: object, happened: str, arg: object) -> None:
        nonlocal calls
        calls += happened in {"call", "c_call"}

    sys.setprofile(count)
    try:
        found = work()
    finally:
        sys.setprofile(None)
    return calls, found


@contextmanager
def steps(office: Office) -> Iterator[list[int]]:
    """How many hundred steps the embedded database takes meanwhile: whoever looks through a whole table takes many."""
    found = [0]

    def step() -> int:
        found[0] += 1
        return 0

    def begin(connection: Any, *rest: object) -> None:
        connection.set_progress_handler(step, 100)

    def end(connection: Any, *rest: object) -> None:
        connection.set_progress_handler(None, 100)

    pool = office.database._engine.pool
    event.listen(pool, "checkout", begin)
    event.listen(pool, "checkin", end)
    try:
        yield found
    finally:
        event.remove(pool, "checkout", begin)
        event.remove(pool, "checkin", end)


@contextmanager
def growing_file(folder: Path, cases: int, records: int = RECORDS) -> Iterator[GrowingFile]:
    """An office with so many cases of one worker, and their new laptop, enrolled and empty."""
    home = folder / "office"
    found_copy(Founding(home, "Example Agency", "Ada Administrator", ""), SystemClock())
    with open_office(home) as office, served(office) as url:
        staff = Administration(office).add_person("Una Worker", StaffRole.WORKER, None, "N1")
        made = [CaseId(office.zero.new_id()) for _ in range(cases)]
        saves = [save for case in made for save in _saves(office, staff, case, records)]
        for first in range(0, len(saves), _AT_ONCE):
            office.zero.save(saves[first : first + _AT_ONCE])

        @dataclass
        class _Counter:
            url: str

            def code(self, staff: StaffId) -> str:
                return make_code(office, staff, timedelta(hours=1))

        with closing(enrol_colleague(folder / "laptop", _Counter(url), staff)) as laptop:
            yield GrowingFile(office, laptop.store, made)


def _saves(office: Office, staff: StaffId, case: CaseId, records: int) -> Iterator[ServerSave]:
    author, at, zero = office.agency.administrator, office.clock.now(), office.zero
    holder = Holder(sort="staff", id=staff, role=GrantRole.OFFICER)
    grant = Allocation(holder=holder, period=Period(starts=date(2026, 1, 5))).values()
    opened = Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)).values()
    given = Edit(record=RecordId(zero.new_id()), kind=Allocation.kind, set=grant)
    yield ServerSave(grants_scope(case), (given,), author, at)
    yield ServerSave(case_scope(case), (Edit(record=RecordId(case), kind=Case.kind, set=opened),), author, at)
    for number in range(records):
        yield ServerSave(case_scope(case), (warning_edit(f"Told at the door, {number}"),), author, at)
