"""Access at its edges: readers by name, who sent everything themself, exclusions of odd periods, and what came last."""

from datetime import timedelta

import pytest

from casework.records.identifier import (
    AGENCY,
    StaffId,
    case_scope,
    grants_scope,
    restricted_scope,
    returns_scope,
    staff_scope,
    team_scope,
)
from casework.records.record import Period
from casework.records.staff.grant import Allocation, End, Exclusion, GrantRole, RestrictedReader
from casework.records.staff.staff import StaffRole
from casework.rules.access import (
    NO_ACCESS,
    Access,
    AccessFacts,
    Why,
    access,
    access_to,
    held_scopes,
    last_access,
    lately,
    named_scopes,
    turning_points,
)
from casework.rules.day import begin_of
from casework.rules.permission import Action, may
from tests.casework.access_sample import (
    CASE,
    CHIEF,
    CO,
    DUTY,
    HOUR,
    NORTH,
    NOW,
    OTHER,
    SENIOR,
    STRANGER,
    SUPPORT,
    TODAY,
    WORKER,
    cover,
    excluded,
    given,
    people,
    turn,
)
from tests.fakes.chain import ident

DAY = timedelta(days=1)
WEEK = 7 * DAY


def reader(who: StaffId, days_ago: int = 90, ended: End | None = None) -> RestrictedReader:
    """A reader of the restricted part by name."""
    return RestrictedReader(staff=who, period=Period(starts=TODAY - days_ago * DAY), ended=ended)


def with_officer(who: StaffId = WORKER, **more: object) -> AccessFacts:
    facts = people()
    facts.allocations[CASE].append(given(who, GrantRole.OFFICER, **more))  # type: ignore[arg-type]
    return facts


# Readers by name


@pytest.mark.parametrize(
    ("named", "restricted"),
    [
        ([reader(WORKER)], True),
        ([reader(CO)], False),
        ([reader(WORKER, -1)], False),
        ([reader(WORKER, ended=End(at=NOW))], False),
        ([], False),
    ],
)
def test_an_officer_reads_the_restricted_part_while_they_are_named_for_it(
    named: list[RestrictedReader], restricted: bool
) -> None:
    """Themself, from the day on and until it is taken back; being named for another case is nothing here."""
    facts = with_officer()
    facts.readers = {CASE: named, OTHER: [reader(WORKER)]}
    assert access(WORKER, CASE, facts, NOW).restricted is restricted
    assert named_scopes(WORKER, facts, NOW) == ([restricted_scope(CASE)] if restricted else [])


def test_whoever_decides_holds_the_restricted_part_by_that_and_not_by_name() -> None:
    facts = people()
    facts.allocations[CASE].append(given(NORTH, GrantRole.TEAM))
    facts.readers = {CASE: [reader(SENIOR)]}
    assert access(SENIOR, CASE, facts, NOW).restricted
    assert named_scopes(SENIOR, facts, NOW) == []
    assert named_scopes(WORKER, facts, NOW) == []


# Reasons


def test_an_allocation_to_nobody_opens_nothing() -> None:
    facts = people()
    facts.allocations[CASE] = [Allocation(period=Period(starts=TODAY))]
    assert access(WORKER, CASE, facts, NOW) == NO_ACCESS


def test_an_officer_who_is_on_duty_is_both() -> None:
    facts = with_officer(DUTY)
    facts.duties, facts.waiting = [turn(DUTY)], {CASE}
    assert access(DUTY, CASE, facts, NOW).why == {Why.OFFICER, Why.DUTY}


def test_who_sent_all_that_waits_is_not_let_in_by_it() -> None:
    """The duty senior is not, and the service manager is in their place; of another case it says nothing."""
    facts = people()
    facts.duties, facts.waiting, facts.alone = [turn(DUTY)], {CASE, OTHER}, {CASE: DUTY}
    assert not access(DUTY, CASE, facts, NOW).reads
    assert access(DUTY, OTHER, facts, NOW).why == {Why.DUTY}
    assert access(CHIEF, CASE, facts, NOW).why == {Why.SERVICE_MANAGER}
    assert not access(CHIEF, OTHER, facts, NOW).reads


def test_who_does_no_casework_is_told_that_they_are_excluded() -> None:
    """Their laptop leaves the case at once, whatever else is known of them."""
    facts = people()
    facts.exclusions[CASE] = [excluded(SUPPORT)]
    assert access(SUPPORT, CASE, facts, NOW) == Access(excluded=True)
    assert access(SUPPORT, OTHER, facts, NOW) == NO_ACCESS


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period(starts=TODAY, ends=TODAY), [False, True, False]),
        (Period(starts=TODAY), [False, True, True]),
        (Period.model_construct(starts=TODAY, ends=TODAY - DAY), [True, True, True]),
        (None, [True, True, True]),
    ],
)
def test_an_exclusion_holds_on_its_days_and_always_where_they_are_none(period: Period | None, days: list[bool]) -> None:
    """Yesterday, today and tomorrow."""
    facts = with_officer()
    facts.exclusions[CASE] = [Exclusion.model_construct(staff=WORKER, period=period)]
    assert [access(WORKER, CASE, facts, NOW + n * DAY).excluded for n in (-1, 0, 1)] == days


# Scopes


def test_access_to_a_scope_of_the_service_says_why() -> None:
    """A team's, and the supervision of one of it; that of a case is the access to the case."""
    facts = with_officer()
    why = {
        SENIOR: {Why.SENIOR},
        WORKER: {Why.OWN},
        CHIEF: {Why.SERVICE_MANAGER},
        STRANGER: set[Why](),
        SUPPORT: set[Why](),
    }
    for who, reasons in why.items():
        assert access_to(who, team_scope(NORTH), facts, NOW) == Access(frozenset(reasons))
    assert access_to(SENIOR, staff_scope(WORKER), facts, NOW) == Access(frozenset({Why.SENIOR}))
    assert access_to(WORKER, case_scope(CASE), facts, NOW) == Access(frozenset({Why.OFFICER}))
    assert access_to(WORKER, grants_scope(CASE), facts, NOW - 400 * DAY) == NO_ACCESS
    assert access_to(CHIEF, AGENCY, facts, NOW) == NO_ACCESS


def test_a_laptop_holds_the_scopes_of_every_case_and_of_its_users_own_team() -> None:
    facts = with_officer()
    facts.allocations[OTHER] = [given(WORKER, GrantRole.CO_WORKER)]
    held = held_scopes(WORKER, facts, NOW)
    assert set(held) == {
        AGENCY,
        team_scope(NORTH),
        returns_scope(NORTH),
        staff_scope(WORKER),
        *(make(case) for case in (CASE, OTHER) for make in (grants_scope, case_scope)),
    }
    assert held_scopes(StaffId(ident(99)), facts, NOW) == []


# What somebody could do last


def test_what_was_ended_for_cause_does_not_count_from_that_very_moment_on() -> None:
    for cause, counts in ((True, False), (False, True)):
        facts = with_officer(ended=End(at=NOW, for_cause=cause))
        assert lately(WORKER, CASE, facts, NOW) is counts


def test_of_two_grants_the_later_is_what_somebody_could_do_last() -> None:
    """Officer until three days ago, cover until yesterday."""
    facts = with_officer(ends=TODAY - 3 * DAY)
    facts.covers[CASE] = [cover(WORKER, hours=4, since=30)]
    assert last_access(WORKER, CASE, facts, NOW - WEEK, NOW).why == {Why.COVER}


def test_what_begins_now_was_not_before() -> None:
    facts = people()
    facts.covers[CASE] = [cover(WORKER, since=0)]
    assert last_access(WORKER, CASE, facts, NOW - WEEK, NOW) == NO_ACCESS
    assert last_access(WORKER, CASE, facts, NOW - WEEK, NOW + HOUR).why == {Why.COVER}


def test_a_turn_that_ended_while_something_waited_counts() -> None:
    """And none does where nothing waited."""
    facts = people()
    facts.duties = [turn(DUTY, hours=4, since=5)]
    assert not lately(DUTY, CASE, facts, NOW)
    facts.waiting = {CASE}
    assert last_access(DUTY, CASE, facts, NOW - WEEK, NOW).why == {Why.DUTY}


def test_days_between_an_exclusion_and_the_end_of_a_grant_count() -> None:
    """Excluded until five days ago, officer until four days ago."""
    facts = with_officer(ends=TODAY - 4 * DAY)
    facts.exclusions[CASE] = [excluded(WORKER, TODAY - 10 * DAY, TODAY - 5 * DAY)]
    assert lately(WORKER, CASE, facts, NOW)
    facts.exclusions[CASE] = [excluded(WORKER, TODAY - 10 * DAY, TODAY - 4 * DAY)]
    assert not lately(WORKER, CASE, facts, NOW)


def test_who_was_named_on_the_way_could_last_read_the_restricted_part() -> None:
    """Officer until yesterday, named three days ago."""
    facts = with_officer(ends=TODAY - DAY)
    facts.readers = {CASE: [reader(WORKER, 3)]}
    assert last_access(WORKER, CASE, facts, NOW - WEEK, NOW).restricted
    assert not last_access(WORKER, CASE, facts, NOW - WEEK, begin_of(TODAY - 3 * DAY)).restricted


def test_access_turns_where_readers_and_exclusions_begin() -> None:
    """Of an exclusion where nothing else is known of the case, too."""
    facts = AccessFacts(exclusions={OTHER: [excluded(WORKER, TODAY - DAY)]})
    assert turning_points(facts) == [begin_of(TODAY - DAY)]
    facts = people()
    facts.readers = {CASE: [reader(WORKER, 2)]}
    assert begin_of(TODAY - 2 * DAY) in turning_points(facts)


# The table of permissions, where a role counts beside access

NONE, READS, OFFICER, CO_WORKS, DECIDES, KEPT_OUT = (
    NO_ACCESS,
    Access(frozenset({Why.OWN})),
    Access(frozenset({Why.OFFICER})),
    Access(frozenset({Why.CO_WORKER})),
    Access(frozenset({Why.SENIOR})),
    Access(frozenset({Why.OFFICER}), excluded=True),
)
ADMINISTRATOR, SUPPORTS, WORKS, LEADS, MANAGES = (
    StaffRole.ADMINISTRATOR,
    StaffRole.BUSINESS_SUPPORT,
    StaffRole.WORKER,
    StaffRole.SENIOR,
    StaffRole.SERVICE_MANAGER,
)


@pytest.mark.parametrize(
    ("action", "yes", "no"),
    [
        (
            Action.GIVE_COVER,
            [(WORKS, OFFICER), (LEADS, DECIDES), (WORKS, DECIDES), (MANAGES, NONE)],
            [(WORKS, CO_WORKS), (WORKS, NONE), (LEADS, NONE), (MANAGES, KEPT_OUT), (WORKS, KEPT_OUT)],
        ),
        (Action.SIGN_RETURN, [(WORKS, READS), (LEADS, READS)], [(SUPPORTS, READS), (WORKS, NONE), (WORKS, KEPT_OUT)]),
        (Action.COLLATE, [(SUPPORTS, READS), (LEADS, DECIDES)], [(SUPPORTS, NONE), (WORKS, READS), (LEADS, READS)]),
        (
            Action.ASK_EXPUNGE,
            [(LEADS, NONE), (MANAGES, NONE), (ADMINISTRATOR, NONE)],
            [(WORKS, NONE), (WORKS, OFFICER), (SUPPORTS, NONE), (LEADS, KEPT_OUT)],
        ),
        (Action.STAFF_AND_ROTA, [(ADMINISTRATOR, NONE)], [(role, NONE) for role in (SUPPORTS, WORKS, LEADS, MANAGES)]),
        (Action.OPEN_IN_EMERGENCY, [(WORKS, NONE), (MANAGES, NONE)], [(SUPPORTS, NONE), (WORKS, KEPT_OUT)]),
    ],
)
def test_where_the_role_counts_beside_access(
    action: Action, yes: list[tuple[StaffRole, Access]], no: list[tuple[StaffRole, Access]]
) -> None:
    assert [(role, mine) for role, mine in yes if not may(action, role, mine)] == []
    assert [(role, mine) for role, mine in no if may(action, role, mine)] == []
