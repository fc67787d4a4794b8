"""What it costs to ask whether there is news when there is none: one request, however many cases."""

import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, GrantRole, Holder
from server.device_zero import ServerSave
from server.office import Office
from tests.e2e.colleague import make_colleague
from tests.fakes.office import running_office
from tests.fakes.relay import Relay

CASES = 500
MOST_BYTES = 1300


def give_cases_to(office: Office, staff: StaffId, count: int) -> None:
    """Let somebody be the officer of so many cases, in one transaction."""
    saves = []
    at, author, zero = office.clock.now(), office.agency.administrator, office.zero
    holder = Holder(sort="staff", id=staff, role=GrantRole.OFFICER)
    grant = Allocation(holder=holder, period=Period(starts=date(2026, 1, 5))).values()
    opened = Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)).values()
    for case in (CaseId(zero.new_id()) for _ in range(count)):
        given = Edit(record=RecordId(zero.new_id()), kind=Allocation.kind, set=grant)
        begun = Edit(record=RecordId(case), kind=Case.kind, set=opened)
        saves += [
            ServerSave(grants_scope(case), (given,), author, at),
            ServerSave(case_scope(case), (begun,), author, at),
        ]
    zero.save(saves)


def test_a_sync_without_news_is_one_small_request_for_500_cases(tmp_path: Path) -> None:
    """HTTP both ways on a warm connection, headers included, TLS aside."""
    with running_office(tmp_path) as office, Relay(office.url) as relay:
        staff = office.person("Una Worker")
        give_cases_to(office.parts, staff, CASES)
        through = replace(office, url=relay.url)
        with closing(make_colleague(tmp_path / "laptop", through, staff)) as una:
            assert len(una.scopes()) == CASES
            una.sync()
            before = relay.traffic()
            una.sync()
            cost = relay.traffic() - before
    sys.stdout.write(f"{CASES} cases: {cost.requests} request, {cost.sent} bytes out, {cost.received} bytes back\n")
    assert (cost.connections, cost.requests) == (0, 1)
    assert cost.total <= MOST_BYTES
