"""Duty handed over in the application: the office takes it, and the successor's laptop says so. Real server."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import UserError
from casework.records.identifier import AGENCY, StaffId
from casework.records.staff.staff import Duty, StaffRole, Turn
from desktop.services.on_duty.handover import hand_over, own_turn
from tests.e2e.colleague import make_colleague
from tests.fakes.office import running_office


def test_the_rest_of_the_turn_goes_to_the_successor_everywhere(tmp_path: Path) -> None:
    with running_office(tmp_path) as office:
        south = office.team("South")
        first = office.person("Dora Duty", StaffRole.SENIOR, south)
        second = office.person("Sal Senior", StaffRole.SENIOR, south)
        worker = office.person("Una Worker", team=south)
        now = office.parts.clock.now()
        turn = Turn(staff=first, starts=now - timedelta(hours=1), ends=now + timedelta(hours=12), telephone="01000 1")
        office.write(AGENCY, Duty.kind, Duty(turn=turn).values())
        with (
            closing(make_colleague(tmp_path / "first", office, first)) as dora,
            closing(make_colleague(tmp_path / "second", office, second)) as sal,
        ):
            mine = own_turn(dora.session)
            assert mine is not None
            assert [one.staff for one in mine.successors] == [second], "no worker, nor oneself"
            with pytest.raises(UserError):
                hand_over(dora.session, StaffId(worker), "01000 3")
            with pytest.raises(UserError):
                hand_over(sal.session, StaffId(first), "01000 3")
            hand_over(dora.session, StaffId(second), "01000 2")
            dora.sync()
            sal.sync()
            for laptop in (dora, sal):
                duty = laptop.session.duty_now()
                assert duty is not None
                assert (duty.name, duty.telephone, duty.until) == ("Sal Senior", "01000 2", turn.ends)
            assert own_turn(dora.session) is None
            assert own_turn(sal.session) is not None
