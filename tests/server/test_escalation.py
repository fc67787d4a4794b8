"""An overdue visit nobody answers for goes to the service managers after a while; an answer in time prevents that."""

from datetime import timedelta

import pytest

from casework.records.identifier import StaffId
from casework.records.staff.staff import StaffRole
from casework.rules.access import access
from casework.rules.matter import MatterSort
from server.administration import Administration
from server.escalation import escalate
from server.office import Office
from server.storage.matter import load_matters
from tests.fakes.clock import FakeClock
from tests.server.test_overdue import Visit


@pytest.fixture
def visit(parts: Office, clock: FakeClock) -> Visit:
    return Visit(parts, clock)


def sorts(visit: Visit) -> set[MatterSort]:
    with visit.parts.database.read() as connection:
        return {sort for _, sort in load_matters(connection, visit.case)}


def pass_minutes(visit: Visit, minutes: float) -> int:
    visit.clock.advance(minutes=minutes)
    return escalate(visit.parts)


def manages(visit: Visit, manager: StaffId) -> bool:
    return access(manager, visit.case, visit.facts().access, visit.clock.now()).decides


def test_a_visit_that_nobody_answers_for_goes_to_the_service_manager_after_half_an_hour(visit: Visit) -> None:
    manager = Administration(visit.parts).add_person("Mona Manager", StaffRole.SERVICE_MANAGER)
    visit.pass_hours(2.1)
    assert pass_minutes(visit, 29) == 0
    assert not manages(visit, manager)
    assert pass_minutes(visit, 2) == 1
    assert manages(visit, manager)
    assert pass_minutes(visit, 2) == 0, "once"


def test_it_is_not_escalated_while_a_senior_looks_into_it_and_stays_on_the_desk(visit: Visit) -> None:
    visit.pass_hours(2.1)
    visit.clock.advance(minutes=10)
    visit.check_in("looking")
    assert pass_minutes(visit, 29) == 0
    assert sorts(visit) == {MatterSort.OVERDUE}


def test_that_somebody_looks_into_it_lapses_and_then_it_is_escalated(visit: Visit) -> None:
    """Who said so may have been called away: after half an hour without another word nobody has answered."""
    visit.pass_hours(2.1)
    visit.clock.advance(minutes=10)
    visit.check_in("looking")
    visit.clock.advance(minutes=25)
    visit.check_in("looking")
    assert pass_minutes(visit, 29) == 0, "another word, another half hour"
    visit.pass_hours(0)
    assert pass_minutes(visit, 2) == 1
    assert sorts(visit) == {MatterSort.OVERDUE, MatterSort.ESCALATED}


def test_whoever_was_called_in_and_looks_into_it_keeps_the_case_until_it_is_over(visit: Visit) -> None:
    visit.pass_hours(2.1)
    pass_minutes(visit, 31)
    assert sorts(visit) == {MatterSort.OVERDUE, MatterSort.ESCALATED}
    visit.check_in("looking")
    assert sorts(visit) == {MatterSort.OVERDUE, MatterSort.ESCALATED}
    visit.check_in("closed")
    assert sorts(visit) == set()


@pytest.mark.parametrize("step", ["ended", "closed"])
def test_whoever_is_back_is_waited_for_by_nobody(visit: Visit, step: str) -> None:
    visit.check_in("started")
    visit.pass_hours(2.1)
    pass_minutes(visit, 31)
    visit.check_in(step)
    assert sorts(visit) == set()
    assert pass_minutes(visit, 60) == 0


def test_looking_into_it_before_the_time_was_put_off_answers_nothing_later(visit: Visit) -> None:
    visit.pass_hours(2.1)
    visit.check_in("looking")
    visit.write("appointment", {"plan": visit.plan(3)}, visit.appointment)
    visit.pass_hours(3.1)
    assert pass_minutes(visit, 31) == 1


def test_an_excluded_service_manager_is_not_called_in(visit: Visit) -> None:
    administration = Administration(visit.parts)
    manager = administration.add_person("Mona Manager", StaffRole.SERVICE_MANAGER)
    administration.exclude(visit.case, manager, "A cousin")
    visit.pass_hours(2.1)
    visit.clock.advance(minutes=1)
    pass_minutes(visit, timedelta(minutes=31).total_seconds() / 60)
    assert sorts(visit) == {MatterSort.OVERDUE, MatterSort.ESCALATED}
    assert not manages(visit, manager)
