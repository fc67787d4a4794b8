"""Somebody who reads what is printed of several tables and knows how they belong together, and works with fractions.

Written apart from what hides: it is given the numbers and stars alone, and the sums that any reader knows. What a
number must be is found by solving all sums at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

Known = dict[str, int | None]
"""What is printed, by name; None where a star stands."""


@dataclass
class Attacker:
    """`known`: what is printed; `sums`: a whole and its parts, by name."""

    known: Known = field(default_factory=dict)
    sums: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def worked_out(self) -> dict[str, Fraction]:
        """Every number that is not printed and can have one value only, with that value."""
        names = sorted({name for whole, parts in self.sums for name in (whole, *parts) if self.known.get(name) is None})
        place = {name: number for number, name in enumerate(names)}
        rows = [self._row(whole, parts, place) for whole, parts in self.sums]
        solved = _eliminate(rows, len(names))
        found = {}
        for row in solved:
            there = [number for number in range(len(names)) if row[number]]
            if len(there) == 1:
                found[names[there[0]]] = row[-1] / row[there[0]]
        return found

    def _row(self, whole: str, parts: Iterable[str], place: dict[str, int]) -> list[Fraction]:
        row = [Fraction(0)] * (len(place) + 1)
        for name, sign in ((whole, -1), *((part, 1) for part in parts)):
            value = self.known.get(name)
            if value is None:
                row[place[name]] += sign
            else:
                row[-1] -= sign * value
        return row


def _eliminate(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Gauss and Jordan: every row with one leading number that no other row has."""
    done = 0
    for column in range(width):
        found = next((number for number in range(done, len(rows)) if rows[number][column]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for number, row in enumerate(rows):
            if number != done and row[column]:
                factor = row[column]
                rows[number] = [value - factor * other for value, other in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
