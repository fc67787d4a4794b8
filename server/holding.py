"""What a laptop holds and may hold: a pure plan from what is believed, what the laptop says and what it may see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.ledger.protocol import Holding, Leave, PullRequest, held_digest
from casework.records.identifier import SERVICE_SORTS, Scope, case_of, case_scope, grants_scope, scope_sort

_MOST = 2**48
"""Numbers above this are nobody's honest count."""


class HoldingState(StrEnum):
    """Whether a laptop holds a scope, was told to leave it, or has confirmed that it is gone.

    A restricted scope is held by name (`NAMED`) where its reader does not decide in the case.
    """

    HELD = "held"
    NAMED = "named"
    LEAVING = "leaving"
    GONE = "gone"


@dataclass(frozen=True)
class Held:
    """What is believed of one scope on one laptop.

    `position` is how far it was sent, `confirmed` how far it has said itself to have it, in this generation or before.
    """

    generation: int
    position: int
    state: HoldingState = HoldingState.HELD
    confirmed: int = 0

    @property
    def is_held(self) -> bool:
        """Whether it lies on the laptop and is to stay there."""
        # Not looked up in a set: the hash of a member is slow, and this is asked for every scope of every pull.
        return self.state is HoldingState.HELD or self.state is HoldingState.NAMED


@dataclass
class HoldingPlan:
    """What follows for a laptop. With `want_holdings` nothing else does."""

    rows: dict[Scope, Held]
    entered: list[Scope] = field(default_factory=list)
    want_holdings: bool = False

    def held(self) -> dict[Scope, Held]:
        """The scopes that the laptop holds or is entering."""
        return {scope: row for scope, row in self.rows.items() if row.is_held}

    def enter(self) -> list[Holding]:
        """The scopes that begin from nothing."""
        return [_holding(scope, self.rows[scope]) for scope in self.entered]

    def leave(self, at_once: Collection[Scope] = ()) -> list[Leave]:
        """The scopes to be purged; repeated until the laptop says that it has left them."""
        leaving = {scope: row for scope, row in self.rows.items() if row.state is HoldingState.LEAVING}
        return [
            Leave(scope=scope, generation=row.generation, position=row.position, at_once=scope in at_once)
            for scope, row in sorted(leaving.items())
        ]

    def changes(self, before: Mapping[Scope, Held]) -> dict[Scope, Held]:
        """The rows that are other than before."""
        return {scope: row for scope, row in self.rows.items() if before.get(scope) != row}


def plan_holdings(
    believed: Mapping[Scope, Held],
    request: PullRequest,
    allowed: Collection[Scope],
    ends: Mapping[Scope, int],
    named: Collection[Scope] = (),
) -> HoldingPlan:
    """Plan what the laptop enters and leaves.

    `allowed` are the scopes it may hold by now, in the order in which they are sent; `ends` is how far their logs go;
    `named` are those restricted ones that it may hold by name alone.
    """
    plan = HoldingPlan(dict(believed))
    _confirm(plan.rows, request.left)
    if request.holdings is not None:
        _correct(plan.rows, request.holdings, ends)
    elif held_digest((scope, row.generation, row.position) for scope, row in plan.held().items()) != request.digest:
        plan.want_holdings = True
        return plan
    if not request.ahead:
        _note_confirmed(plan.rows, ends)
    _enter(plan, [scope for scope in allowed if _is_begun(scope, ends)])
    lost = plan.held().keys() - set(allowed)
    for scope in lost:
        row = plan.rows[scope]
        plan.rows[scope] = Held(row.generation, row.position, HoldingState.LEAVING)
    _begin_anew(plan, {*plan.entered, *lost, *_turned(plan, named)})
    return plan


def _note_confirmed(rows: dict[Scope, Held], ends: Mapping[Scope, int]) -> None:
    """The laptop agrees about what it holds: where that is all there is of a scope, it has all of it, and shows it.

    What is still being sent may lie there unseen: a scope that is entered is shown when it is whole.
    """
    for scope, row in rows.items():
        if row.is_held and row.position > row.confirmed and row.position >= ends.get(scope, row.position + 1):
            rows[scope] = replace(row, confirmed=row.position)


def _is_begun(scope: Scope, ends: Mapping[Scope, int]) -> bool:
    """Whether there is anything to enter. Of the service's many scopes most are never written into."""
    return scope_sort(scope) not in SERVICE_SORTS or ends.get(scope, 0) > 0


def _turned(plan: HoldingPlan, named: Collection[Scope]) -> list[Scope]:
    """Note which restricted scopes are held by name, and return those held otherwise until now: they begin anew."""
    turned = []
    for scope, row in plan.held().items():
        state = HoldingState.NAMED if scope in named else HoldingState.HELD
        if row.state is state:
            continue
        if scope in plan.entered:
            plan.rows[scope] = replace(row, state=state)
        else:
            plan.rows[scope] = replace(row, generation=row.generation + 1, position=0, state=state)
            plan.entered.append(scope)
            turned.append(scope)
    return turned


def _confirm(rows: dict[Scope, Held], left: Iterable[Holding]) -> None:
    for holding in left:
        row = rows.get(holding.scope)
        if row and row.state is HoldingState.LEAVING and holding.generation >= row.generation:
            rows[holding.scope] = Held(row.generation, 0, HoldingState.GONE)


def _correct(rows: dict[Scope, Held], holdings: Iterable[Holding], ends: Mapping[Scope, int]) -> None:
    """Believe the laptop about what it holds.

    What it is leaving is confirmed by `left` alone: it lists a scope no more as soon as it is hidden, before the purge.
    """
    listed = {h.scope: h for h in holdings if scope_sort(h.scope) and max(h.generation, h.position) < _MOST}
    for scope, row in rows.items():
        if row.is_held:
            rows[scope] = _corrected(row, listed.get(scope), ends.get(scope, 0))
    for scope, holding in listed.items():
        known = rows.get(scope)
        if known is None or not known.is_held:
            # It holds what it should not: it has to leave it, or begins anew if it may have it.
            generation = max(holding.generation, known.generation if known else 0)
            rows[scope] = Held(generation, holding.position, HoldingState.LEAVING)


def _corrected(row: Held, theirs: Holding | None, end: int) -> Held:
    if theirs is None:
        return Held(row.generation, 0, HoldingState.GONE)
    if theirs.generation != row.generation or theirs.position > max(end, row.position):
        return Held(max(theirs.generation, row.generation), 0, HoldingState.LEAVING)
    return replace(row, position=theirs.position, confirmed=min(row.confirmed, theirs.position))


def _enter(plan: HoldingPlan, allowed: Iterable[Scope]) -> None:
    for scope in allowed:
        row = plan.rows.get(scope)
        if row is None or not row.is_held:
            plan.rows[scope] = Held(row.generation + 1 if row else 1, 0)
            plan.entered.append(scope)


def _begin_anew(plan: HoldingPlan, changed: Collection[Scope]) -> None:
    """Begin a new generation of the cases of which somebody came to hold the restricted part, or does no more.

    Whoever decides holds it, and is sent what was withheld from everybody else: earlier entries that the cursor has
    passed are among it. Whoever was named for it alone is not; that they begin anew as well is rare and does no harm.
    """
    cases = {case for scope in changed if scope_sort(scope) == "restricted" and (case := case_of(scope))}
    for scope in sorted(scope for case in cases for scope in (case_scope(case), grants_scope(case))):
        row = plan.rows.get(scope)
        if row is not None and row.is_held and scope not in plan.entered:
            plan.rows[scope] = Held(row.generation + 1, 0, confirmed=row.confirmed)
            plan.entered.append(scope)


def _holding(scope: Scope, row: Held) -> Holding:
    return Holding(scope=scope, generation=row.generation, position=row.position)
