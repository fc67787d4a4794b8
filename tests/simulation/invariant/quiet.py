"""When all is quiet: everybody who may holds the same (4, 9), a new laptop too, and nothing waits (16)."""

from casework.ledger.fold import RecordState
from casework.ledger.keep import heads_digest
from casework.records.identifier import Scope
from tests.simulation.laptop import Laptop
from tests.simulation.promise import at_quiet
from tests.simulation.violation import require
from tests.simulation.world import World


@at_quiet
def outboxes_are_empty(world: World) -> None:
    """16: nothing waits for ever."""
    for laptop in world.working():
        require(laptop.store.unsent() == 0, "outboxes_are_empty", f"{laptop.name} has {laptop.store.unsent()} unsent")


@at_quiet
def everybody_holds_what_they_may(world: World) -> None:
    """4, 9: exactly the scopes that the grants give, and heads equal to the office's."""
    oracle = world.oracle()
    for laptop in world.working():
        look_at_holding(world, laptop, oracle.scopes(laptop.staff))


@at_quiet
def cold_equals_warm(world: World) -> None:
    """4: a laptop that begins today holds what one holds that was there all the time."""
    oracle = world.oracle()
    staff = [laptop.staff for laptop in world.working() if oracle.scopes(laptop.staff)]
    if not staff:
        return
    cold = world.enrol("cold", staff[world.seed % len(staff)])
    try:
        for _ in range(4):
            outcome = world.sync(cold)
            if not outcome.more and outcome.fault is None:
                break
        look_at_holding(world, cold, oracle.scopes(cold.staff))
    finally:
        cold.close()


def look_at_holding(world: World, laptop: Laptop, expected: list[Scope]) -> None:
    """Compare one laptop with the office."""
    shown = sorted(str(row[0]) for row in laptop.rows("SELECT id FROM shown"))
    require(
        shown == sorted(expected),
        "everybody_holds_what_they_may",
        f"{laptop.name} shows {_names(world, shown)}, should show {_names(world, expected)}",
    )
    for scope in expected:
        own = heads_digest(laptop.store.states(None, {scope}))
        require(
            own == office_digest(world, scope),
            "everybody_holds_what_they_may",
            f"{laptop.name} differs from the office in {world.name_of(scope)}",
        )


@at_quiet
def everybody_sees_the_same(world: World) -> None:
    """4: not only the heads: authors, places, what came first, what is not known in this version."""
    for laptop in world.working():
        own: dict[str, RecordState] = {f"{state.scope} {state.record}": state for state in laptop.store.states()}
        for scope in sorted({state.scope for state in own.values()}):
            for state in world.server.states(scope):
                require(
                    own.get(f"{scope} {state.record}") == state,
                    "everybody_sees_the_same",
                    f"{laptop.name}: {state.kind} in {world.name_of(scope)}",
                )


def office_digest(world: World, scope: Scope) -> str:
    """The digest of a scope at the office, from what it has folded."""
    return heads_digest(world.server.states(scope))


def _names(world: World, scopes: list[str] | list[Scope]) -> str:
    return ", ".join(world.name_of(scope) for scope in sorted(scopes)) or "nothing"
