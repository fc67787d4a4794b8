"""A warning for a visit of today: a laptop that syncs confirms it at once, one that does not is rung. Real server."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.records.contact.not_told import NotTold, TellingHow, still_to_tell
from casework.records.identifier import CaseId, StaffId, case_scope
from casework.records.risk.warning import Notice, WarningSort
from casework.records.staff.staff import StaffRole
from casework.rules.matter import MatterSort
from casework.rules.standing import read_record
from desktop.services.amend import add_warning
from desktop.services.duty_desk import DutySort, read_duty_desk
from desktop.services.on_duty.telling import say_told
from server.overdue import raise_overdue
from server.storage.confirmed import load_confirmed
from server.storage.log import load_ends
from server.storage.matter import load_matters
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office
from tests.server.later import look_later


@dataclass
class Day:
    """A worker who is to visit in an hour, and the senior of the team who learns of a dog."""

    office: RunningOffice
    case: CaseId
    worker: Colleague
    senior: Colleague

    def warn(self) -> None:
        """The senior puts a warning up, and the office has it."""
        add_warning(self.senior.session, self.case, Notice(sort=WarningSort.DOG))
        self.senior.sync()

    def is_confirmed(self) -> bool:
        """Whether the worker's laptop has said to have all of the case."""
        parts, scope = self.office.parts, case_scope(self.case)
        since = parts.clock.now() - timedelta(days=1)
        with parts.database.read() as connection:
            return (
                load_confirmed(connection, StaffId(self.worker.staff), scope, since)
                == load_ends(connection, [scope])[scope]
            )

    def sorts(self) -> list[DutySort]:
        """What is on the senior's desk of it."""
        self.senior.sync()
        items = read_duty_desk(self.senior.session).items
        return [item.sort for item in items if item.sort is DutySort.NOT_TOLD]

    def matters(self) -> set[MatterSort]:
        """What waits in the case at the office."""
        with self.office.parts.database.read() as connection:
            return {sort for _, sort in load_matters(connection, self.case)}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        north = office.team("North")
        worker = office.person("Una Worker", team=north)
        senior = office.person("Sal Senior", StaffRole.SENIOR, north)
        case = office.case(worker, team=north, family="Exampleton")
        starts = office.parts.clock.now() + timedelta(minutes=1)
        plan: JsonValue = {"sort": "home_visit_announced", "starts": starts.isoformat(), "staff": worker}
        office.write(case_scope(case), "appointment", {"plan": plan, "state": {"status": "planned"}})
        raise_overdue(office.parts)
        laptops = [
            stack.enter_context(closing(make_colleague(tmp_path / name, office, staff)))
            for name, staff in (("worker", worker), ("senior", senior))
        ]
        yield Day(office, case, *laptops)


def test_a_laptop_that_syncs_says_so_within_the_same_run(day: Day) -> None:
    assert day.is_confirmed(), "after the first sync"
    day.warn()
    assert not day.is_confirmed()
    day.worker.sync()
    assert day.is_confirmed()
    look_later(day.office.parts)
    assert day.matters() == set()


def test_one_that_does_not_is_rung_and_the_desk_is_clear_once_that_is_noted(day: Day) -> None:
    day.warn()
    look_later(day.office.parts)
    assert day.sorts() == [DutySort.NOT_TOLD]
    (item,) = [one for one in read_duty_desk(day.senior.session).items if one.sort is DutySort.NOT_TOLD]
    say_told(day.senior.session, day.case, item.record, TellingHow.TELEPHONE)
    assert day.sorts() == []
    assert day.matters() == set()


def test_it_goes_by_itself_when_the_laptop_has_it(day: Day) -> None:
    day.warn()
    look_later(day.office.parts)
    day.worker.sync()
    look_later(day.office.parts)
    assert day.sorts() == []
    (state,) = day.office.parts.zero.states(NotTold.kind, case_scope(day.case))
    assert not still_to_tell(read_record(NotTold, state))
