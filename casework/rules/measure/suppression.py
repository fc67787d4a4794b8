"""Small numbers are hidden, and with them as many others as it takes that none can be worked out (standards.md 168).

A table with totals is a set of sums. A hidden number can be worked out where only one value of it fits these sums, so
it is asked whether another fits: whether some of what is hidden can grow by one and some shrink by one so that every
printed sum stays as it is. With the numbers as flows (a row's total flows into its row, from there into the columns,
into the columns' totals, into the whole and back) that is a circle through the hidden number.

Whoever reads the table may guess that nothing hidden is nought. So what is hidden counts as able to shrink only from
two upwards.

One table is looked at by itself. Two tables that count the same people in the same way, one of everybody and one of a
group, give away whoever is in the first alone: by taking one from the other. Whoever puts several into one pack prints
only one of them, or hides what they differ by; nothing here does so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush

from casework.words import say

THRESHOLD = 5
HIDDEN = "*"
NOTE = say("* stands for a number under {threshold}, or for one that would let such a number be worked out.")

Place = tuple[int, int]
"""Row and column from nought. A row's total lies in the column after the last, a column's in the row after the last."""

_Step = tuple[str, int, Place]
"""Where a step of a circle leads, what it costs to hide its number, and which number that is."""

_DEAR, _DEAREST = 10**9, 10**12
"""What it costs to hide a nought, and a total: more than any other numbers together."""


class Totals(Enum):
    """Which totals are printed beside the numbers."""

    NONE = "none"
    ROWS = "rows"
    BOTH = "both"


@dataclass(frozen=True)
class Cover:
    """What is hidden of a table: the places, totals among them."""

    hidden: frozenset[Place]
    height: int
    width: int

    def hides(self, row: int, column: int) -> bool:
        """Whether the number at a place is hidden."""
        return (row, column) in self.hidden

    def hides_row_total(self, row: int) -> bool:
        """Whether a row's total is hidden."""
        return (row, self.width) in self.hidden


def suppress(
    counts: Sequence[Sequence[int]], threshold: int = THRESHOLD, totals: Totals = Totals.BOTH, *, zeros: bool = False
) -> Cover:
    """What has to be hidden of a table of counts.

    Hidden are numbers from 1 up to under the threshold (nought, too, with `zeros`), and others until none of what is
    hidden can be worked out from what is printed. Rows are taken as equally long.
    """
    table = _Table.of(counts, totals)
    small = {place for place, count in table.printed() if (0 if zeros else 1) <= count < threshold}
    hidden = set(small)
    for place in sorted(small):
        hidden |= table.circle(place, hidden)
    while open_place := next((place for place in sorted(hidden) if table.gives_away(place, hidden)), None):
        hidden |= table.circle(open_place, hidden)
    for place in sorted(hidden - small, reverse=True):
        if not any(table.gives_away(other, hidden - {place}) for other in hidden - {place}):
            hidden.remove(place)
    return Cover(frozenset(hidden), table.height, table.width)


@dataclass(frozen=True)
class _Table:
    """The numbers with their totals; `unprinted` are totals that nobody reads, and that therefore give nothing away."""

    numbers: dict[Place, int]
    height: int
    width: int
    unprinted: frozenset[Place]

    @classmethod
    def of(cls, counts: Sequence[Sequence[int]], totals: Totals) -> "_Table":
        height, width = len(counts), len(counts[0]) if counts else 0
        numbers = {(i, j): count for i, row in enumerate(counts) for j, count in enumerate(row)}
        numbers |= {(i, width): sum(row) for i, row in enumerate(counts)}
        numbers |= {(height, j): sum(row[j] for row in counts) for j in range(width)}
        numbers[height, width] = sum(sum(row) for row in counts)
        rows = {(i, width) for i in range(height)}
        columns = {(height, j) for j in range(width + 1)}
        left = {Totals.NONE: rows | columns, Totals.ROWS: columns, Totals.BOTH: set[Place]()}[totals]
        return cls(numbers, height, width, frozenset(left))

    def printed(self) -> Iterator[tuple[Place, int]]:
        """Every number that would be printed if nothing were hidden."""
        return ((place, count) for place, count in self.numbers.items() if place not in self.unprinted)

    def gives_away(self, place: Place, hidden: set[Place]) -> bool:
        """Whether only one value of a hidden number fits what is printed."""
        return not self.circle(place, hidden) <= hidden

    def circle(self, place: Place, hidden: set[Place]) -> set[Place]:
        """What is hidden, or has to be, so that a number can be another: the numbers of the cheapest circle through it.

        Numbers before totals, small ones before big ones; nought only where nothing else is left: it protects least.
        """
        steps: dict[str, list[_Step]] = {}
        for other, count in self.numbers.items():
            if other == place:
                continue
            tail, head = self._flow(other)
            cost = 0 if other in hidden or other in self.unprinted else self._cost(other)
            steps.setdefault(tail, []).append((head, cost, other))
            if other in self.unprinted or count > 1:
                steps.setdefault(head, []).append((tail, cost, other))
        tail, head = self._flow(place)
        ways = [_cheapest(steps, head, tail)]
        if self.numbers[place] > 1:
            ways.append(_cheapest(steps, tail, head))
        return set(min(way for way in ways if way is not None)[1]) - self.unprinted

    def _cost(self, place: Place) -> int:
        total = place[0] == self.height or place[1] == self.width
        count = self.numbers[place]
        return count + (_DEAR if count == 0 else 0) + (_DEAREST if total else 0)

    def _flow(self, place: Place) -> tuple[str, str]:
        row, column = place
        if place == (self.height, self.width):
            return say("column totals"), say("row totals")
        if column == self.width:
            return say("row totals"), say("row {row}", row=row)
        if row == self.height:
            return say("column {column}", column=column), say("column totals")
        return say("row {row}", row=row), say("column {column}", column=column)


def _cheapest(steps: dict[str, list[_Step]], start: str, end: str) -> tuple[int, list[Place]] | None:
    """The cheapest way and what it costs; None where there is none (Dijkstra)."""
    front: list[tuple[int, list[Place], str]] = [(0, [], start)]
    seen: set[str] = set()
    while front:
        cost, way, node = heappop(front)
        if node == end:
            return cost, way
        if node in seen:
            continue
        seen.add(node)
        for step, price, place in steps.get(node, ()):
            if step not in seen:
                heappush(front, (cost + price, [*way, place], step))
    return None
