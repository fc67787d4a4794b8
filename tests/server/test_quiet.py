"""A look that says there is nothing, or something, says what working everything out says."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.ledger.protocol import PullRequest, held_digest
from casework.records.identifier import AGENCY, CaseId, Scope, case_scope, grants_scope, restricted_scope
from server.fact import Reach
from server.holding import Held, HoldingState, plan_holdings
from server.quiet import Look, Standing, look, not_held

_AT = datetime(2026, 11, 23, tzinfo=UTC)
_CASES = [CaseId(f"0199aaaa-0000-7000-8000-00000000000{number}") for number in range(3)]
_SCOPES = [
    AGENCY,
    *(scope(case) for case in _CASES for scope in (case_scope, grants_scope, restricted_scope)),
    Scope(f"staff:{_CASES[0]}"),
    Scope(f"team:{_CASES[1]}"),
]


@dataclass
class Scene:
    """How it stands with a laptop, and what it says."""

    standing: dict[Scope, tuple[Held, int]]
    reach: Reach
    digest: str
    ends: dict[Scope, int]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Mostly in order, with one or two things that are not."""
    allowed = draw(st.lists(st.sampled_from(_SCOPES), unique=True))
    ends = {scope: draw(st.integers(1, 3)) for scope in _SCOPES if draw(st.integers(0, 9)) or scope in allowed}
    standing: dict[Scope, tuple[Held, int]] = {
        scope: (Held(1, ends[scope], HoldingState.HELD, ends[scope]), ends[scope]) for scope in allowed
    }
    named = draw(st.sets(st.sampled_from(_SCOPES), max_size=1))
    for scope in draw(st.lists(st.sampled_from(_SCOPES), max_size=2)):
        row, end = standing.get(scope, (Held(1, 0, HoldingState.GONE), ends.get(scope, 0)))
        change: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {"position": max(0, row.position - 1)},
                    {"confirmed": max(0, row.confirmed - 1)},
                    {"confirmed": row.confirmed + 1},
                    {"state": HoldingState.NAMED},
                    {"state": HoldingState.LEAVING},
                    {"state": HoldingState.GONE},
                    {"state": HoldingState.HELD},
                    {"generation": 2},
                ]
            )
        )
        standing[scope] = (replace(row, **change), end)
    held = [(scope, row.generation, row.position) for scope, (row, _) in standing.items() if row.is_held]
    said = held[1:] if draw(st.integers(0, 9)) == 0 else held
    return Scene(standing, Reach(tuple(allowed), frozenset(named), _AT, _AT), held_digest(said), ends)


def whole_look(scene: Scene) -> Look:
    """What `server.pulls` makes of the quick look: where a scope that is not held has a log, it is news after all."""
    found = look(scene.standing, scene.reach, scene.digest)
    rest = not_held(scene.standing, scene.reach)
    return Look.UNSURE if found is Look.QUIET and any(scene.ends.get(scope, 0) for scope in rest) else found


@settings(max_examples=500)
@given(scenes())
def test_what_it_says_is_so(scene: Scene) -> None:
    believed = {scope: row for scope, (row, _) in scene.standing.items()}
    ends = {scope: scene.ends[scope] for scope in scene.reach.scopes if scope in scene.ends}
    plan = plan_holdings(believed, PullRequest(digest=scene.digest), scene.reach.scopes, ends, scene.reach.named)
    waits = [s for s, row in plan.held().items() if ends.get(s, 0) > row.position]
    quiet = not plan.changes(believed) and (plan.want_holdings or not waits)
    found = whole_look(scene)
    if found is Look.QUIET:
        assert quiet
        assert not plan.leave()
        assert not plan.want_holdings
    elif found is Look.NEWS:
        assert not quiet


def test_a_laptop_that_has_everything_is_told_so_at_once() -> None:
    standing: Standing = {case_scope(_CASES[0]): (Held(1, 3, HoldingState.HELD, 3), 3)}
    reach = Reach((case_scope(_CASES[0]), Scope(f"team:{_CASES[1]}")), frozenset(), _AT, _AT)
    assert look(standing, reach, held_digest([(case_scope(_CASES[0]), 1, 3)])) is Look.QUIET
    assert not_held(standing, reach) == [f"team:{_CASES[1]}"]
