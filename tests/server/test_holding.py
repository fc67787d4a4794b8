"""What a laptop is told to enter and to leave, worked out without a server."""

from hypothesis import given
from hypothesis import strategies as st

from casework.ledger.protocol import Holding, Leave, PullRequest, holdings_digest
from casework.records.identifier import CaseId, Scope, restricted_scope, team_scope
from server.holding import Held, HoldingState, plan_holdings
from tests.fakes.chain import ident

SCOPES = [Scope(f"case:{ident(number)}") for number in range(1, 5)]
ONE, TWO = SCOPES[:2]
ENDS = dict.fromkeys(SCOPES, 10)


def request(*held: Holding, full: bool = False, left: list[Holding] | None = None) -> PullRequest:
    """A pull of a laptop that holds these."""
    listed = list(held)
    return PullRequest(digest=holdings_digest(listed), holdings=listed if full else None, left=left or [])


def leave_of(scope: Scope, generation: int = 1, position: int = 0) -> Leave:
    return Leave(scope=scope, generation=generation, position=position)


def holding(scope: Scope, generation: int = 1, position: int = 0) -> Holding:
    return Holding(scope=scope, generation=generation, position=position)


def test_a_laptop_that_agrees_enters_what_it_may_and_leaves_what_it_may_not() -> None:
    plan = plan_holdings({ONE: Held(1, 4)}, request(holding(ONE, 1, 4)), [TWO], ENDS)
    assert plan.enter() == [holding(TWO)]
    assert plan.leave() == [leave_of(ONE, 1, 4)]


def test_a_laptop_that_holds_something_else_is_asked_for_all_of_it() -> None:
    plan = plan_holdings({ONE: Held(1, 4)}, request(holding(ONE, 1, 3)), [ONE, TWO], ENDS)
    assert plan.want_holdings
    assert plan.changes({ONE: Held(1, 4)}) == {}


def test_a_lost_page_is_sent_again_from_where_the_laptop_stands() -> None:
    plan = plan_holdings({ONE: Held(1, 4)}, request(holding(ONE, 1, 3), full=True), [ONE], ENDS)
    assert plan.rows[ONE] == Held(1, 3)
    assert plan.enter() == []


def test_a_lost_beginning_begins_again_in_a_newer_generation() -> None:
    plan = plan_holdings({ONE: Held(1, 0)}, request(full=True), [ONE], ENDS)
    assert plan.enter() == [holding(ONE, 2)]


def test_a_scope_regained_before_its_purge_was_confirmed_begins_from_nothing() -> None:
    plan = plan_holdings({ONE: Held(1, 4, HoldingState.LEAVING)}, request(), [ONE], ENDS)
    assert plan.enter() == [holding(ONE, 2)]
    assert plan.leave() == []


def test_only_left_confirms_a_purge_and_only_of_the_generation_that_was_to_be_left() -> None:
    leaving = {ONE: Held(3, 4, HoldingState.LEAVING)}
    assert plan_holdings(leaving, request(full=True), [], ENDS).leave() == [leave_of(ONE, 3, 4)]
    assert plan_holdings(leaving, request(left=[holding(ONE, 2)]), [], ENDS).leave() != []
    assert plan_holdings(leaving, request(left=[holding(ONE, 3)]), [], ENDS).leave() == []


def test_what_a_restored_laptop_holds_without_leave_it_has_to_leave() -> None:
    for believed in ({}, {ONE: Held(5, 0, HoldingState.GONE)}):
        plan = plan_holdings(believed, request(holding(ONE, 2, 7), full=True), [], ENDS)
        assert [found.scope for found in plan.leave()] == [ONE]
        again = plan_holdings(believed, request(holding(ONE, 2, 7), full=True), [ONE], ENDS)
        assert [found.generation for found in again.enter()] == [max(5 if believed else 0, 2) + 1]


def test_a_claim_beyond_the_log_begins_anew() -> None:
    plan = plan_holdings({ONE: Held(1, 4)}, request(holding(ONE, 1, 11), full=True), [ONE], ENDS)
    assert plan.enter() == [holding(ONE, 2)]


held = st.builds(Held, st.integers(1, 5), st.integers(0, 10), st.sampled_from(HoldingState))
listed = st.builds(holding, st.sampled_from(SCOPES), st.integers(0, 6), st.integers(0, 12))


@given(
    believed=st.dictionaries(st.sampled_from(SCOPES), held),
    claims=st.lists(listed, max_size=4, unique_by=lambda found: found.scope),
    left=st.lists(listed, max_size=3),
    allowed=st.sets(st.sampled_from(SCOPES)),
)
def test_whatever_is_believed_and_claimed_access_decides(
    believed: dict[Scope, Held], claims: list[Holding], left: list[Holding], allowed: set[Scope]
) -> None:
    """After a full list exactly what is allowed is held, everything else that is claimed is to be left, and what is
    entered has a generation that neither side has used."""
    plan = plan_holdings(believed, request(*claims, full=True, left=left), sorted(allowed), ENDS)
    assert not plan.want_holdings
    assert plan.held().keys() == allowed
    assert {claim.scope for claim in claims} - allowed <= {found.scope for found in plan.leave()}
    for entered in plan.enter():
        used = [claim.generation for claim in claims if claim.scope == entered.scope]
        used += [believed[entered.scope].generation] if entered.scope in believed else []
        assert all(entered.generation > generation for generation in used)
        assert entered.position == 0


RESTRICTED = restricted_scope(CaseId(ident(1)))
"""Of the case that `ONE` is the scope of."""


def test_whoever_comes_to_decide_is_given_the_case_anew_though_they_read_the_restricted_part_before() -> None:
    """What was withheld from a reader by name lies behind the cursor; the same when they decide no more."""
    held = [holding(ONE, 1, 4), holding(RESTRICTED, 1, 2)]
    believed = {ONE: Held(1, 4), RESTRICTED: Held(1, 2, HoldingState.NAMED)}
    plan = plan_holdings(believed, request(*held), [ONE, RESTRICTED], ENDS)
    assert plan.rows == {ONE: Held(2, 0), RESTRICTED: Held(2, 0)}
    again = plan_holdings(plan.rows, request(*plan.enter()), [ONE, RESTRICTED], ENDS, {RESTRICTED})
    assert again.rows == {ONE: Held(3, 0), RESTRICTED: Held(3, 0, HoldingState.NAMED)}
    assert plan_holdings(again.rows, request(*again.enter()), [ONE, RESTRICTED], ENDS, {RESTRICTED}).enter() == []


def test_a_scope_of_the_service_is_entered_when_there_is_something_in_it_and_stays_then() -> None:
    """Also at a server that was restored to a time before."""
    team = team_scope(ident(9))
    assert plan_holdings({}, request(), [team], {}).enter() == []
    plan = plan_holdings({}, request(), [team], {team: 1})
    assert plan.enter() == [holding(team)]
    later = plan_holdings({team: Held(1, 1)}, request(holding(team, 1, 1)), [team], {})
    assert later.leave() == []


def test_what_is_asked_ahead_confirms_nothing() -> None:
    """The laptop will hold it once it has taken the answer before in: until then nobody is told that it is there."""
    ahead = request(holding(ONE, 1, 10)).model_copy(update={"ahead": True})
    for asked, confirmed in ((ahead, 4), (request(holding(ONE, 1, 10)), 10)):
        plan = plan_holdings({ONE: Held(1, 10, confirmed=4)}, asked, [ONE], ENDS)
        assert not plan.want_holdings
        assert plan.rows[ONE] == Held(1, 10, confirmed=confirmed)
