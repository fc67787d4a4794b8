"""An invented agency of any size: teams of ten, one of them the senior; every worker has as many cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_scope, grants_scope
from casework.records.record import Period, Record
from casework.records.staff.grant import Allocation, GrantRole, Holder
from casework.records.staff.staff import Post, Staff, StaffRole, Team
from server.device_zero import ServerSave
from server.office import Office

TEAM = 10
CASES_EACH = 5
_AT_ONCE = 400
_SINCE = Period(starts=date(2026, 1, 5))


@dataclass(frozen=True)
class Member:
    """Somebody with a laptop, and the cases that are theirs as an officer; a senior reads those of the whole team."""

    staff: StaffId
    is_senior: bool
    cases: tuple[CaseId, ...]


def found_agency(office: Office, people: int) -> list[Member]:
    """Make the people, teams and cases: every tenth is a senior, who has none."""
    zero, numbers = office.zero, count(1)
    saves: list[ServerSave] = []

    def add(scope: Scope, record: str, value: Record) -> None:
        edit = Edit(record=RecordId(record), kind=value.kind, set=value.values())
        saves.append(ServerSave(scope, (edit,), office.agency.administrator, office.clock.now()))

    members: list[Member] = []
    for first in range(0, people, TEAM):
        team = zero.new_id()
        add(AGENCY, team, Team(name=f"Team {first // TEAM + 1}"))
        for place in range(min(TEAM, people - first)):
            role = StaffRole.SENIOR if place == 0 else StaffRole.WORKER
            staff = StaffId(zero.new_id())
            post = Post(role=role, team=team)
            add(AGENCY, staff, Staff(name=f"Worker {next(numbers)}", post=post, active=True, number=f"N{len(members)}"))
            cases = [CaseId(zero.new_id()) for _ in range(0 if place == 0 else CASES_EACH)]
            for case in cases:
                officer = Holder(sort="staff", id=staff, role=GrantRole.OFFICER)
                for holder in (officer, Holder(sort="team", id=team, role=GrantRole.TEAM)):
                    add(grants_scope(case), zero.new_id(), Allocation(holder=holder, period=_SINCE))
                add(case_scope(case), case, Case(state=CaseState.OPEN, opened_on=date(2026, 1, 5)))
            members.append(Member(staff, place == 0, tuple(cases)))
    _save(office, saves)
    return members


def _save(office: Office, saves: Sequence[ServerSave]) -> None:
    for first in range(0, len(saves), _AT_ONCE):
        office.zero.save(saves[first : first + _AT_ONCE])
