"""The look for news of a laptop that has none: told from a few rows, without working out what would follow.

Most pulls are of this sort, and each laptop asks every few minutes. What is quiet here is quiet in the whole answer
(`server.pulls`), too. Nothing is sent then, so that nothing has to be read under a lock.
"""

from collections.abc import Mapping
from enum import Enum

from casework.ledger.protocol import held_digest
from casework.records.identifier import SERVICE_SORTS, Scope, scope_sort
from server.fact import Reach
from server.holding import Held, HoldingState


class Look(Enum):
    """Whether there is something for a laptop; `UNSURE`: only working everything out can say it."""

    QUIET = "quiet"
    NEWS = "news"
    UNSURE = "unsure"


Standing = Mapping[Scope, tuple[Held, int]]
"""What is believed of each scope on a laptop, and how far the scope's log goes (0: there is none)."""


def look(standing: Standing, reach: Reach, digest: str) -> Look:
    """Compare what a laptop says that it holds with what it may hold, and how far it has that with the logs."""
    held = {scope: row for scope, (row, _) in standing.items() if row.is_held}
    if any(row.state is HoldingState.LEAVING for row, _ in standing.values()):
        return Look.UNSURE
    if held_digest((scope, row.generation, row.position) for scope, row in held.items()) != digest:
        return Look.UNSURE
    whole = all(_is_whole(row, standing[scope][1], scope in reach.named) for scope, row in held.items())
    may = set(reach.scopes)
    if not whole or not held.keys() <= may:
        return Look.NEWS
    # Of the service's many scopes most are never written into, and not held then.
    return Look.QUIET if all(scope_sort(scope) in SERVICE_SORTS for scope in may - held.keys()) else Look.NEWS


def not_held(standing: Standing, reach: Reach) -> list[Scope]:
    """What a laptop may hold and does not: where there is a log of one of them, that is news."""
    return [scope for scope in reach.scopes if scope not in standing or not standing[scope][0].is_held]


def _is_whole(row: Held, end: int, named: bool) -> bool:
    """Whether nothing is to be sent of a scope, nor to be noted: it is known that the laptop has all of it."""
    state = HoldingState.NAMED if named else HoldingState.HELD
    return row.state is state and row.position == end and row.confirmed >= row.position
