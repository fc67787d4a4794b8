"""Exclusions that somebody recorded do not lapse by the way in which their days were written."""

from datetime import timedelta

import pytest

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, fold_record
from casework.records.identifier import DeviceId, RecordId, grants_scope
from casework.records.record import SCHEMA
from casework.records.staff.staff import Staff, StaffRole
from casework.rules.access import access, gather_facts
from tests.casework.access_sample import CASE, NORTH, NOW, TODAY, WORKER, staff
from tests.fakes.chain import ident

FAR = TODAY + timedelta(days=900)
PAST = TODAY - timedelta(days=90)


@pytest.mark.parametrize(
    "periods",
    [
        [(TODAY, None)],
        [(FAR, PAST)],
        [(FAR, None), (PAST, None)],
        [(PAST, None), (FAR, None)],
        [(PAST, TODAY), (FAR, FAR)],
        [(PAST, TODAY), (PAST, FAR)],
    ],
)
def test_an_exclusion_holds_while_any_record_of_it_does(periods: list[tuple[object, object]]) -> None:
    """Whoever recorded other days beside it without seeing it decides nothing; days in reverse are none."""
    placed = []
    for number, (starts, ends) in enumerate(periods, 1):
        period = {"starts": str(starts), "ends": str(ends) if ends else None}
        values = {"staff": str(WORKER), "period": period} if number == 1 else {"period": period}
        edit = Edit.model_validate({"record": ident(5), "kind": "exclusion", "set": values})
        save = Signed(DeviceId(f"d{number}"), WORKER, grants_scope(CASE), NOW, SCHEMA)
        placed.append(Placed(seal_entry(Link(), save, [edit]), (0, 1, number)))
    state = fold_record(grants_scope(CASE), RecordId(ident(5)), placed)
    assert state is not None
    facts = gather_facts([state])
    assert any(one.staff == WORKER for one in facts.exclusions[CASE])
    facts.staff.update({WORKER: staff_member()})
    assert access(WORKER, CASE, facts, NOW).excluded


def staff_member() -> Staff:
    """Somebody who works here."""
    return staff(StaffRole.WORKER, NORTH)
