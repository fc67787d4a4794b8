"""An overdue visit that nobody answers for comes to the service manager's laptop. Real server, real laptops."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from pydantic import JsonValue

from casework.records.identifier import case_scope
from casework.records.staff.staff import StaffRole
from desktop.services.duty_desk import read_duty_desk
from desktop.services.on_duty.answering import say_looking
from server.escalation import escalate
from server.overdue import raise_overdue
from tests.e2e.colleague import make_colleague
from tests.fakes.office import running_office
from tests.server.later import later


def test_the_manager_has_the_case_from_then_on_and_may_answer(tmp_path: Path) -> None:
    with running_office(tmp_path) as office:
        worker = office.person("Una Worker", team=office.team("North"))
        manager = office.person("Mona Manager", StaffRole.SERVICE_MANAGER)
        case = office.case(worker, family="Exampleton")
        now = office.parts.clock.now()
        plan: JsonValue = {
            "sort": "home_visit_announced",
            "starts": (now - timedelta(hours=3)).isoformat(),
            "back_by": (now - timedelta(hours=1)).isoformat(),
            "staff": worker,
        }
        visit = office.write(case_scope(case), "appointment", {"plan": plan, "state": {"status": "planned"}})
        raise_overdue(office.parts)
        with closing(make_colleague(tmp_path / "manager", office, manager)) as mona:
            assert mona.scopes() == []
            escalate(later(office.parts, 31))
            mona.sync()
            assert mona.scopes() == [case_scope(case)]
            (item,) = read_duty_desk(mona.session).items
            assert item.unanswered
            assert "the service managers were called in" in item.detail
            say_looking(mona.session, case, visit)
            mona.sync()
            assert mona.scopes() == [case_scope(case)], "whoever answers keeps it until the visit is closed"
            (item,) = read_duty_desk(mona.session).items
            assert not item.unanswered
