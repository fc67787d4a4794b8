"""An office served under a clock that the test moves, with a case, its officer and a worker who is not on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from casework.records.identifier import CaseId, Scope, StaffId, case_scope
from casework.records.staff.grant import GrantRole, Window
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.enrolment import make_code
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.served import served
from tests.server.sample import new_record

HOUR = timedelta(hours=1)


@dataclass
class Town:
    """An office with a case, and laptops of its people."""

    office: Office
    clock: FakeClock
    enrol: Callable[[StaffId], BareLaptop]
    case: CaseId
    officer: StaffId
    worker: StaffId

    @property
    def desk(self) -> Administration:
        """What the administrator does."""
        return Administration(self.office)

    @property
    def scope(self) -> Scope:
        """The case's scope."""
        return case_scope(self.case)

    def wait(self, laptop: BareLaptop, **parts: float) -> None:
        """Let time pass; the laptop asks for a new token and pulls."""
        self.clock.advance(**parts)
        laptop.token(fresh=True)
        laptop.pull()

    def cover(self, hours: float, since: float = 0) -> None:
        """Give cover to the worker, from now on or from a little later."""
        starts = self.clock.now() + since * HOUR
        self.desk.give_cover(self.case, self.worker, Window(starts=starts, ends=starts + hours * HOUR), "Ill.")


@contextmanager
def open_town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    desk, case = Administration(parts), CaseId(new_record())
    officer = desk.add_person("Olive Officer", StaffRole.WORKER)
    worker = desk.add_person("Wyn Worker", StaffRole.WORKER)
    desk.allocate(case, officer, GrantRole.OFFICER)
    laptops: list[BareLaptop] = []
    with served(parts) as url:

        def enrol(staff: StaffId) -> BareLaptop:
            laptops.append(BareLaptop.enrol(url, make_code(parts, staff)))
            laptops[-1].pull()
            return laptops[-1]

        yield Town(parts, clock, enrol, case, officer, worker)
        for one in laptops:
            one.close()
