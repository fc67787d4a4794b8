"""What a committee does not read of several tables together, so that no small number follows from any of them.

Looked at are all numbers of all tables at once: cells, how many there are in a row, how many are left out, and the two
together. Numbers of the same records are one number, wherever they stand. They are bound by sums: a row's cells make
its total; what counts and what is left out make all of a row; in tables of one family the cell of a group and that of
everybody else make the cell of everybody. What everybody else would be is printed nowhere, and may not follow either
where it is small.

A number is safe if it could be another: if some of what is hidden or not printed can be one more and some one less, so
that every sum still holds. What is hidden never becomes nought by that, because whoever reads may guess that it is not;
nought itself is always printed, because another table may show it as its empty total. Where a number is not safe the
cheapest others are hidden with it. That nobody works out more holds for one set of tables: of two periods that overlap,
or of a part of the cases beside all of them, a committee is given
one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import combinations, count

from casework.rules.measure.grid import Row
from casework.rules.measure.report.sheet import Sheet
from casework.rules.measure.suppression import THRESHOLD

_DEAREST = 10**12
_SHORT_SEARCH, _LONG_SEARCH = 500, 5_000

Key = tuple[str, str]
"""A row of a table: the codes of both."""


@dataclass(frozen=True)
class HiddenRow:
    """What is hidden of a row: columns from nought, the total, how many are left out."""

    columns: frozenset[int] = frozenset()
    total: bool = False
    left_out: bool = False


def cover_of(sheets: Iterable[Sheet], threshold: int = THRESHOLD) -> dict[Key, HiddenRow]:
    """What is hidden of every row of these tables, read together."""
    net, rows = _Net(threshold), [(sheet, row) for sheet in sheets for row in sheet.grid.rows]
    for _, row in rows:
        # First of all: a cell of one table may be the total of another.
        net.number("total", (ident for ids in row.cells for ident in ids))
    lines = [_Line.of(net, sheet, row) for sheet, row in rows]
    net.bind_groups(lines)
    net.protect()
    return {(line.sheet.code, line.row.head.code): line.hidden(net) for line in lines}


@dataclass
class _Net:
    """Numbers by place in `values`, the sums that bind them, and which are printed, hidden or not to be worked out."""

    threshold: int
    values: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)
    unprinted: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    secret: set[int] = field(default_factory=set)
    sums: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    places: dict[tuple[str, frozenset[str]], int] = field(default_factory=dict)
    within: dict[int, list[int]] = field(default_factory=dict)

    def number(self, kind: str, ids: Iterable[str], *, is_printed: bool = True) -> int:
        """The place of a number; numbers of one kind and of the same records are one, but for nought."""
        known = frozenset(ids)
        place = self.places.get((kind, known)) if known else None
        if place is None:
            place = len(self.values)
            self.values.append(len(known))
            self.unprinted.add(place)
            self.places[kind, known] = place
        if is_printed:
            self.unprinted.discard(place)
        (self.totals if kind == "total" else self.cells).add(place)
        if 0 < len(known) < self.threshold:
            self.secret.add(place)
        return place

    def bind(self, whole: int, parts: Sequence[int]) -> None:
        """Some numbers make another."""
        equation = (*((part, 1) for part in parts), (whole, -1))
        for place, _ in equation:
            self.within.setdefault(place, []).append(len(self.sums))
        self.sums.append(equation)

    def bind_groups(self, lines: Sequence["_Line"]) -> None:
        """Bind the rows of groups to those of everybody."""
        by_row: dict[tuple[str, str], list[_Line]] = {}
        for line in lines:
            if line.sheet.family:
                by_row.setdefault((line.sheet.family, line.row.head.code), []).append(line)
        for same in by_row.values():
            for first, second in combinations(same, 2):
                for line, other in ((first, second), (second, first)):
                    if other.everything < line.everything:
                        self._bind_rest(line, [other])
            for line in same:
                for groups in combinations([one for one in same if one.everything < line.everything], 2):
                    if not groups[0].everything & groups[1].everything:
                        self._bind_rest(line, groups)

    def _bind_rest(self, line: "_Line", groups: Sequence["_Line"]) -> None:
        """What is in none of the groups is a number, too, though it is printed nowhere."""
        for place, ids, others in zip(
            line.places, line.ids, zip(*(one.places for one in groups), strict=True), strict=True
        ):
            rest = ids - frozenset(ident for one in groups for ident in one.everything)
            if rest or any(other != place for other in others):
                self.bind(place, [*others, self.number(f"rest {len(self.sums)}", rest, is_printed=False)])

    def protect(self) -> None:
        """Hide what is small, and with it others until nothing of it follows from what is left."""
        self.hidden = {place for place in self.secret if place not in self.unprinted}
        safe: set[int] = set()
        while open_ones := sorted((self.secret | self.hidden) - safe):
            # All that moves with it could be another, too, and can still when more is hidden.
            moved = self._move(open_ones[0])
            self.hidden |= moved - self.unprinted
            safe |= moved

    def _move(self, place: int) -> set[int]:
        """The numbers of a change of a number, such that every sum still holds: the cheapest, if it is found soon.

        Else the first that is found; all there are, where none is: hidden together they tell nothing.
        """
        cheapest = self._search(place, _SHORT_SEARCH, thorough=True)
        return cheapest or self._search(place, _LONG_SEARCH, thorough=False) or set(range(len(self.values)))

    def _search(self, place: int, longest: int, *, thorough: bool) -> set[int]:
        """Best first: by what it costs or, not `thorough`, by how many sums are uneven still. Nothing if not found."""
        waiting: list[tuple[int, int, int, int, dict[int, int]]] = []
        order, seen = count(), set[frozenset[tuple[int, int]]]()
        for step in (1, -1):
            if self._may(place, step):
                heappush(waiting, (0, 0, next(order), 0, {place: step}))
        for _ in range(longest):
            if not waiting:
                break
            _first, _second, _number, cost, moved = heappop(waiting)
            uneven = self._uneven(moved)
            if not uneven:
                return set(moved)
            for other, step in self._steps(uneven[0], moved):
                then = {**moved, other: step}
                known = frozenset(then.items())
                if known not in seen:
                    seen.add(known)
                    price = cost + (0 if other in self.hidden or other in self.unprinted else self._price(other))
                    rest = len(self._uneven(then))
                    first, second = (price, rest) if thorough else (rest, price)
                    heappush(waiting, (first, second, next(order), price, then))
        return set()

    def _uneven(self, moved: dict[int, int]) -> list[int]:
        touched = dict.fromkeys(equation for place in moved for equation in self.within.get(place, ()))
        return [one for one in touched if sum(sign * moved.get(place, 0) for place, sign in self.sums[one])]

    def _steps(self, equation: int, moved: dict[int, int]) -> list[tuple[int, int]]:
        """What would bring a sum nearer to being even: a number that has not moved yet, one more or one less."""
        off = sum(sign * moved.get(place, 0) for place, sign in self.sums[equation])
        found = []
        for place, sign in self.sums[equation]:
            step = -sign if off > 0 else sign
            if place not in moved and self._may(place, step):
                found.append((place, step))
        return found

    def _may(self, place: int, step: int) -> bool:
        # A nought that is printed somewhere is never hidden: another table may show it as its empty total.
        if place in self.unprinted:
            return step > 0 or self.values[place] > 0
        return self.values[place] > (0 if step > 0 else 1)

    def _price(self, place: int) -> int:
        return self.values[place] + (_DEAREST if place in self.totals - self.cells else 0)


@dataclass(frozen=True)
class _Line:
    """A row with the places of its numbers: cells, total, left out, and all of it together."""

    sheet: Sheet
    row: Row
    places: tuple[int, ...]
    ids: tuple[frozenset[str], ...]
    width: int

    @property
    def everything(self) -> frozenset[str]:
        """All that the row is about, counted or not."""
        return self.ids[-1]

    @classmethod
    def of(cls, net: _Net, sheet: Sheet, row: Row) -> "_Line":
        """Put a row's numbers into the net."""
        cells = [frozenset(ids) for ids in row.cells]
        total = frozenset(ident for ids in cells for ident in ids)
        left = frozenset(ident for one in row.left_out for ident in one.ids)
        name = f"{sheet.family or sheet.code} {row.head.code}"
        # A cell that is another row's total is that number; one that is all of its own row is told apart from it.
        in_cells = tuple(
            net.number("total" if ids != total and ("total", ids) in net.places else f"cell {name} {number}", ids)
            for number, ids in enumerate(cells)
        )
        net.cells.update(in_cells)
        of = net.number("total", total)
        outside = net.number(f"left {name}", left)
        whole = net.number("total", total | left) if left else of
        net.bind(of, in_cells)
        if left:
            net.bind(whole, [of, outside])
        return cls(sheet, row, (*in_cells, of, outside, whole), (*cells, total, left, total | left), len(cells))

    def hidden(self, net: _Net) -> HiddenRow:
        """What of the row is hidden at the end."""
        columns = frozenset(number for number in range(self.width) if self.places[number] in net.hidden)
        return HiddenRow(columns, self.places[self.width] in net.hidden, self.places[self.width + 1] in net.hidden)
