"""Laptops beside one another: each with a store of its own and one office between them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.records.identifier import CaseId, StaffId, grants_scope
from casework.records.staff.grant import Allocation, GrantRole, Holder
from desktop.services.session import Session
from tests.fakes.case_store import BEGUN, COLLEAGUE, SENIOR, WORKER, Kept, ReadyStore, new, open_memory_like_store, uid
from tests.fakes.log_office import LogOffice


@dataclass
class Laptop:
    """One person's laptop."""

    ready: ReadyStore

    @property
    def session(self) -> Session:
        """What services are given."""
        return Session(self.ready.store, self.ready.clock)

    @property
    def case(self) -> CaseId:
        """The first case."""
        return self.ready.cases[0]

    def sync(self) -> None:
        """Push and pull."""
        self.ready.office.settle(self.ready.store)


@dataclass
class Team:
    """The worker's laptop, a co-worker's and the senior's, in step at first."""

    worker: Laptop
    colleague: Laptop
    senior: Laptop

    def sync(self) -> None:
        """Everybody pushes, then everybody pulls."""
        for laptop in (self.worker, self.colleague, self.senior) * 2:
            laptop.sync()


def begin_team(folder: Path, cases: int = 1) -> Team:
    """Three laptops with the same cases; the colleague is co-worker on all of them."""
    return Team(*(Laptop(ready) for ready in _kept_team(cases).open_in(folder)))


@cache
def _kept_team(cases: int) -> Kept:
    with TemporaryDirectory() as made:
        folder = Path(made)
        worker = Laptop(open_memory_like_store(folder, cases))
        office = worker.ready.office
        for number, case in enumerate(worker.ready.cases):
            let_co_work(office, case, COLLEAGUE, 5000 + number)
        team = Team(worker, beside(folder, office, COLLEAGUE, cases), beside(folder, office, SENIOR, cases))
        team.sync()
        return Kept.of(team.worker.ready, team.colleague.ready, team.senior.ready)


def beside(folder: Path, office: LogOffice, staff: StaffId, cases: int = 1) -> Laptop:
    """Somebody's laptop at an office that is there already."""
    return Laptop(open_memory_like_store(folder, cases, staff, office, f"{staff}.db"))


def let_co_work(office: LogOffice, case: CaseId, staff: StaffId, number: int) -> None:
    """Let the office allocate a case to a co-worker."""
    holder = Holder(sort="staff", id=staff, role=GrantRole.CO_WORKER)
    office.write(grants_scope(case), new(Allocation(holder=holder, period=BEGUN), uid(number)))


__all__ = ["COLLEAGUE", "SENIOR", "WORKER", "Laptop", "Team", "begin_team", "beside", "let_co_work"]
