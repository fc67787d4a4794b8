"""Who holds the scopes of the service itself, and who reads the restricted part of a case by name."""

from datetime import timedelta

import pytest

from casework.records.identifier import (
    AGENCY,
    Scope,
    StaffId,
    case_scope,
    restricted_scope,
    returns_scope,
    staff_scope,
    team_scope,
)
from casework.records.record import Period
from casework.records.staff.grant import Cover, End, GrantRole, RestrictedReader
from casework.records.staff.staff import Post, Staff, StaffRole
from casework.rules.access import NO_ACCESS, AccessFacts, Why, access, access_to, held_scopes, named_scopes
from casework.rules.belonging import Belonging, belonging
from tests.casework.access_sample import (
    CASE,
    CHIEF,
    CO,
    HOUR,
    LEFT,
    NORTH,
    NOW,
    SENIOR,
    SOUTH,
    STRANGER,
    SUPPORT,
    TODAY,
    WORKER,
    cover,
    excluded,
    given,
    people,
    staff,
)
from tests.fakes.chain import ident

ADMINISTRATOR, SECOND_SENIOR, NOBODYS = StaffId(ident(30)), StaffId(ident(31)), StaffId(ident(32))


def service() -> AccessFacts:
    """Everybody, an administrator, a second senior, and business support without a team."""
    facts = people()
    facts.staff[ADMINISTRATOR] = staff(StaffRole.ADMINISTRATOR, NORTH)
    facts.staff[SECOND_SENIOR] = staff(StaffRole.SENIOR, NORTH)
    facts.staff[NOBODYS] = staff(StaffRole.BUSINESS_SUPPORT, NORTH).model_copy(
        update={"post": staff(StaffRole.BUSINESS_SUPPORT, NORTH).post.model_copy(update={"team": None})}  # type: ignore[union-attr]
    )
    return facts


EVERYBODY = {*people().staff, ADMINISTRATOR, SECOND_SENIOR, NOBODYS}

HOLDERS: list[tuple[Scope, set[StaffId]]] = [
    (team_scope(NORTH), {WORKER, CO, SENIOR, SECOND_SENIOR, CHIEF}),
    (team_scope(SOUTH), {STRANGER, StaffId(ident(15)), CHIEF}),
    (returns_scope(NORTH), {WORKER, CO, SENIOR, SECOND_SENIOR, CHIEF, SUPPORT, NOBODYS}),
    (staff_scope(WORKER), {WORKER, SENIOR, SECOND_SENIOR, CHIEF}),
    (staff_scope(LEFT), {SENIOR, SECOND_SENIOR, CHIEF}),
    (staff_scope(SENIOR), {SENIOR, CHIEF}),
    (staff_scope(CHIEF), {CHIEF}),
    (staff_scope(SUPPORT), {CHIEF}),
    (team_scope(ident(77)), set()),
    (staff_scope(ident(77)), set()),
]


@pytest.mark.parametrize(("scope", "holders"), HOLDERS, ids=[scope[:5] + scope[-3:] for scope, _ in HOLDERS])
def test_a_scope_of_the_service_is_held_and_written_by_the_same_people(scope: Scope, holders: set[StaffId]) -> None:
    """Whoever may hold it may write it; nobody else has any access to it."""
    facts = service()
    assert {one for one in EVERYBODY if access_to(one, scope, facts, NOW).reads} == holders
    assert {one for one in EVERYBODY if scope in held_scopes(one, facts, NOW)} == holders


def test_only_who_answers_for_it_decides_in_a_scope_of_the_service() -> None:
    """Seniors for their team and its workers, service managers for all, nobody for themself."""
    facts = service()
    deciders = {one for one in EVERYBODY if access_to(one, team_scope(NORTH), facts, NOW).decides}
    assert deciders == {SENIOR, SECOND_SENIOR, CHIEF}
    assert not access_to(WORKER, staff_scope(WORKER), facts, NOW).decides
    assert not access_to(SENIOR, staff_scope(SENIOR), facts, NOW).decides
    assert access_to(WORKER, staff_scope(WORKER), facts, NOW).why == {Why.OWN}
    assert access_to(SENIOR, staff_scope(WORKER), facts, NOW).why == {Why.SENIOR}


def test_a_team_that_nobody_is_left_in_is_still_known_to_service_managers() -> None:
    """What was recorded there does not vanish with its last member."""
    facts = service()
    facts.teams.add(ident(40))
    assert team_scope(ident(40)) in held_scopes(CHIEF, facts, NOW)
    assert access_to(CHIEF, team_scope(ident(40)), facts, NOW).decides


def test_the_agency_and_administrators_hold_nothing_more() -> None:
    """An administrator's laptop says who works here and that is all, whatever was given to them."""
    facts = service()
    for who in (ADMINISTRATOR, SUPPORT, NOBODYS):
        facts.allocations[CASE].append(given(who, GrantRole.OFFICER))
        facts.covers.setdefault(CASE, []).append(cover(who))
        assert access(who, CASE, facts, NOW) == NO_ACCESS
        assert access_to(who, AGENCY, facts, NOW) == NO_ACCESS
    assert held_scopes(ADMINISTRATOR, facts, NOW) == [AGENCY]
    assert held_scopes(SUPPORT, facts, NOW) == [AGENCY, returns_scope(NORTH)]


def named(who: StaffId, ended: End | None = None, days: int = 0) -> RestrictedReader:
    """A reader of the restricted part from today on."""
    period = Period(starts=TODAY, ends=TODAY + timedelta(days=days))
    return RestrictedReader(staff=who, period=period, reason="Works on the safety plan.", ended=ended)


def test_a_named_reader_holds_the_restricted_part_of_a_case_that_they_read() -> None:
    """From the first day to the last, unless it is ended; it lets nobody decide."""
    facts = people()
    facts.allocations[CASE].append(given(WORKER, GrantRole.OFFICER))
    facts.readers[CASE] = [named(WORKER)]
    mine = access(WORKER, CASE, facts, NOW)
    assert mine.restricted
    assert not mine.decides
    assert restricted_scope(CASE) in held_scopes(WORKER, facts, NOW)
    assert named_scopes(WORKER, facts, NOW) == [restricted_scope(CASE)]
    tomorrow = NOW + timedelta(days=1)
    assert not access(WORKER, CASE, facts, tomorrow).restricted
    facts.readers[CASE] = [named(WORKER, End(at=NOW))]
    assert not access(WORKER, CASE, facts, NOW).restricted


def test_being_named_opens_no_case_and_no_exclusion() -> None:
    """Nothing without ordinary access, nothing against an exclusion."""
    facts = people()
    facts.readers[CASE] = [named(WORKER), named(CO)]
    assert not access(WORKER, CASE, facts, NOW).reads
    assert not access(WORKER, CASE, facts, NOW).restricted
    assert case_scope(CASE) not in held_scopes(WORKER, facts, NOW)
    facts.covers[CASE] = [cover(CO)]
    facts.exclusions[CASE] = [excluded(CO)]
    assert not access(CO, CASE, facts, NOW).restricted
    assert named_scopes(CO, facts, NOW) == []


def test_who_decides_is_no_reader_by_name() -> None:
    """So that the senior of a case is sent what was withheld from everybody else, named or not."""
    facts = people()
    facts.allocations[CASE].append(given(NORTH, GrantRole.TEAM))
    facts.readers[CASE] = [named(SENIOR)]
    assert access(SENIOR, CASE, facts, NOW).restricted
    assert named_scopes(SENIOR, facts, NOW) == []


def test_a_cover_that_ends_takes_the_restricted_part_with_it() -> None:
    """The naming lasts longer than the cover, and is worth nothing after it."""
    facts = people()
    short: Cover = cover(CO, hours=3)
    facts.covers[CASE] = [short]
    facts.readers[CASE] = [named(CO)]
    assert access(CO, CASE, facts, NOW).restricted
    assert not access(CO, CASE, facts, NOW + HOUR).restricted


def test_whoever_has_no_team_is_nothing_to_what_is_no_teams() -> None:
    """That neither the scope nor they have a team makes nobody a member."""
    facts = service()
    facts.staff[WORKER] = Staff(name="Invented", post=Post(role=StaffRole.WORKER), active=True)
    assert belonging(WORKER, AGENCY, facts) is Belonging.NONE
    assert belonging(WORKER, case_scope(CASE), facts) is Belonging.NONE
