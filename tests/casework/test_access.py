"""Who may see a case, by accepted records and the moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.records.grant import Allocation, Exclusion, GrantRole, Holder
from casework.records.identifier import CaseId, StaffId
from casework.records.record import Period
from casework.records.staff import Post, Staff, StaffRole
from casework.rules.access import AccessFacts, Why, access, held_scopes, lately
from tests.fakes.chain import ident

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CASE, OTHER = CaseId(ident(1)), CaseId(ident(2))
WORKER, CO, SENIOR, STRANGER, LEFT = (StaffId(ident(n)) for n in range(10, 15))
NORTH, SOUTH = ident(20), ident(21)


def _staff(role: StaffRole, team: str, active: bool = True) -> Staff:
    return Staff(name="Invented", post=Post(role=role, team=team), active=active)


def _given(holder: str, role: GrantRole, ends: date | None = None) -> Allocation:
    sort = "team" if role is GrantRole.TEAM else "staff"
    period = Period(starts=TODAY - timedelta(days=90), ends=ends)
    return Allocation(holder=Holder(sort=sort, id=holder, role=role), period=period)  # type: ignore[arg-type]


@pytest.fixture
def facts() -> AccessFacts:
    """A case with officer, co-worker and team; a stranger in another team; somebody who left."""
    return AccessFacts(
        staff={
            WORKER: _staff(StaffRole.WORKER, NORTH),
            CO: _staff(StaffRole.WORKER, NORTH),
            SENIOR: _staff(StaffRole.SENIOR, NORTH),
            STRANGER: _staff(StaffRole.SENIOR, SOUTH),
            LEFT: _staff(StaffRole.WORKER, NORTH, active=False),
        },
        allocations={
            CASE: [
                _given(WORKER, GrantRole.OFFICER),
                _given(CO, GrantRole.CO_WORKER),
                _given(NORTH, GrantRole.TEAM),
                _given(LEFT, GrantRole.CO_WORKER),
            ]
        },
    )


def test_officer_co_worker_and_the_teams_senior_have_access(facts: AccessFacts) -> None:
    """Each for their own reason; only the senior decides."""
    assert access(WORKER, CASE, facts, NOW).why == {Why.OFFICER}
    assert access(CO, CASE, facts, NOW).why == {Why.CO_WORKER}
    assert access(SENIOR, CASE, facts, NOW).decides
    assert not access(WORKER, CASE, facts, NOW).decides


@pytest.mark.parametrize("staff", [STRANGER, LEFT, StaffId(ident(99))])
def test_nobody_else_has(facts: AccessFacts, staff: StaffId) -> None:
    """Another team's senior, somebody who left, somebody unknown."""
    assert not access(staff, CASE, facts, NOW).reads
    assert held_scopes(staff, facts, NOW) in ([], ["agency"])


def test_a_colleague_of_the_team_without_an_allocation_has_not(facts: AccessFacts) -> None:
    """The team's grant is for its seniors."""
    facts.staff[StaffId(ident(30))] = _staff(StaffRole.WORKER, NORTH)
    assert not access(StaffId(ident(30)), CASE, facts, NOW).reads


@pytest.mark.parametrize("staff", [WORKER, CO, SENIOR])
def test_an_exclusion_overrides_every_grant(facts: AccessFacts, staff: StaffId) -> None:
    """The case is absent for the excluded person, whatever else says yes."""
    facts.exclusions[CASE] = [Exclusion(staff=staff, period=Period(starts=TODAY))]
    assert not access(staff, CASE, facts, NOW).reads
    assert held_scopes(staff, facts, NOW) == ["agency"]
    assert access(staff, CASE, facts, NOW - timedelta(days=1)).reads


def test_an_ended_allocation_gives_nothing_but_late_work_counts_for_a_week(facts: AccessFacts) -> None:
    """The last day counts; for seven days more, what was written offline still does."""
    facts.allocations[CASE] = [_given(WORKER, GrantRole.OFFICER, ends=TODAY)]
    assert access(WORKER, CASE, facts, NOW).reads
    assert not access(WORKER, CASE, facts, NOW + timedelta(days=1)).reads
    assert lately(WORKER, CASE, facts, NOW + timedelta(days=7))
    assert not lately(WORKER, CASE, facts, NOW + timedelta(days=8))


def test_only_a_senior_holds_the_restricted_scope(facts: AccessFacts) -> None:
    """Officer and co-worker hold the case and its grants; the senior also what is restricted."""
    assert held_scopes(WORKER, facts, NOW) == ["agency", f"grants:{CASE}", f"case:{CASE}"]
    assert f"case:{CASE}/restricted" in held_scopes(SENIOR, facts, NOW)
    assert OTHER not in "".join(held_scopes(SENIOR, facts, NOW))
