"""The office's clock raises an overdue visit, started or not; a check-in or a later time settles it."""

from datetime import timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import AGENCY, CaseId, RecordId, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.access import access
from casework.rules.matter import MatterSort
from casework.rules.standing import shown_parents
from server.administration import Administration
from server.device_zero import ServerSave
from server.fact import Facts
from server.office import Office
from server.overdue import raise_overdue
from server.storage import schema
from server.storage.matter import load_matters
from tests.fakes.clock import FakeClock


class Visit:
    """A visit that was planned for an hour from now, and who goes."""

    def __init__(self, parts: Office, clock: FakeClock) -> None:
        self.parts, self.clock = parts, clock
        administration = Administration(parts)
        team = administration.add_team("West")
        self.worker = administration.add_person("Una Worker", StaffRole.WORKER, team, "N1")
        self.case = CaseId(parts.zero.new_id())
        administration.allocate(self.case, self.worker, GrantRole.OFFICER)
        administration.allocate(self.case, team, GrantRole.TEAM)
        self.appointment = self.write("appointment", {"plan": self.plan(2), "state": {"status": "planned"}})

    def plan(self, hours: int | None) -> JsonValue:
        now = self.clock.now()
        back = {"back_by": (now + timedelta(hours=hours)).isoformat()} if hours else {}
        starts = (now + timedelta(hours=1)).isoformat()
        return {"sort": "home_visit_announced", "starts": starts, "staff": self.worker, **back}

    def write(self, kind: str, values: dict[str, JsonValue], record: RecordId | None = None) -> RecordId:
        scope = case_scope(self.case)
        ident = record or RecordId(self.parts.zero.new_id())
        state = self.parts.zero.state(scope, ident) if record else None
        parents = {name: shown_parents(state, name) for name in values} if state else {}
        edit = Edit(record=ident, kind=kind, set=values, parents=parents)
        self.parts.zero.save([ServerSave(scope, (edit,), self.worker, self.clock.now())])
        return ident

    def check_in(self, step: str) -> None:
        values: dict[str, JsonValue] = {
            "appointment": self.appointment,
            "step": step,
            "at": self.clock.now().isoformat(),
            "by": self.worker,
        }
        self.write("check_in", values | ({"spoke_to": "Una Worker"} if step == "closed" else {}))

    def pass_hours(self, hours: float) -> int:
        self.clock.advance(hours=hours)
        return raise_overdue(self.parts)

    def waits(self) -> bool:
        with self.parts.database.read() as connection:
            return MatterSort.OVERDUE in {sort for _, sort in load_matters(connection, self.case)}

    def facts(self) -> Facts:
        with self.parts.database.read() as connection:
            return self.parts.facts.load(connection)


@pytest.fixture
def visit(parts: Office, clock: FakeClock) -> Visit:
    return Visit(parts, clock)


def test_a_visit_nobody_started_is_raised_when_its_time_has_passed(visit: Visit) -> None:
    assert visit.pass_hours(1.9) == 0
    assert not visit.waits()
    assert visit.pass_hours(0.2) == 1
    assert visit.waits()


def test_a_visit_that_was_started_is_raised_too_and_once_only(visit: Visit) -> None:
    visit.check_in("started")
    assert visit.pass_hours(2.1) == 1
    assert visit.pass_hours(0.1) == 0
    assert visit.waits()


@pytest.mark.parametrize("step", ["ended", "closed"])
def test_a_check_in_settles_it(visit: Visit, step: str) -> None:
    visit.check_in("started")
    visit.pass_hours(2.1)
    visit.check_in(step)
    assert not visit.waits()
    assert visit.pass_hours(1) == 0


def test_somebody_who_came_back_in_time_is_not_raised(visit: Visit) -> None:
    visit.check_in("started")
    visit.clock.advance(hours=1)
    visit.check_in("ended")
    assert visit.pass_hours(5) == 0
    assert not visit.waits()


def test_a_cancelled_visit_is_not_raised_but_one_that_is_going_on_is(visit: Visit) -> None:
    visit.write("appointment", {"state": {"status": "cancelled"}}, visit.appointment)
    assert visit.pass_hours(3) == 0
    visit.check_in("started")
    assert visit.pass_hours(0.1) == 1


def test_a_later_time_puts_it_off_and_then_it_is_raised_again(visit: Visit) -> None:
    visit.pass_hours(2.1)
    visit.write("appointment", {"plan": visit.plan(3)}, visit.appointment)
    assert not visit.waits()
    assert visit.pass_hours(2.9) == 0
    assert visit.pass_hours(0.2) == 1
    assert visit.waits()


def test_a_visit_without_a_time_to_be_back_is_never_overdue(visit: Visit) -> None:
    visit.write("appointment", {"plan": visit.plan(None)}, visit.appointment)
    assert visit.pass_hours(100) == 0


def test_the_duty_senior_may_open_the_case_from_then_on(visit: Visit) -> None:
    administration = Administration(visit.parts)
    duty = administration.add_person("Dora Duty", StaffRole.SENIOR, administration.add_team("East"), "N2")
    now = visit.clock.now()
    turn: JsonValue = {"staff": duty, "starts": now.isoformat(), "ends": (now + timedelta(hours=12)).isoformat()}
    visit.parts.zero.save([_duty(visit, turn)])
    assert not access(StaffId(duty), visit.case, visit.facts().access, visit.clock.now()).reads
    visit.pass_hours(2.1)
    assert access(StaffId(duty), visit.case, visit.facts().access, visit.clock.now()).reads


def test_what_was_planned_before_the_office_watched_is_found(visit: Visit) -> None:
    with visit.parts.database.write() as connection:
        connection.execute(schema.visit.delete())
        connection.execute(schema.agency.update().values(visits_known=False))
    assert visit.pass_hours(2.1) == 1
    assert visit.waits()


def _duty(visit: Visit, turn: JsonValue) -> ServerSave:
    edit = Edit(record=RecordId(visit.parts.zero.new_id()), kind="duty", set={"turn": turn})
    return ServerSave(AGENCY, (edit,), visit.parts.agency.administrator, visit.clock.now())
