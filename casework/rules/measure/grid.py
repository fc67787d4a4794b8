"""A table of a report: rows and columns, with the records behind every figure. Pure.

Whoever reads a figure can ask for its list: a cell is a tuple of ids, and its count is how many there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.records.part import Choice
from casework.rules.measure.percent import caution_of, percent_words, whole_percent
from casework.words import say

NOT_KNOWN = say("Not known")
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """The head of a row or a column: what the code calls it and what is printed."""

    code: str
    title: str


def heads(choices: Iterable[Choice]) -> tuple[Head, ...]:
    """One head for each choice, in the order given, with the choice's own words."""
    return tuple(Head(choice.value, choice.words) for choice in choices)


@dataclass(frozen=True)
class Judged:
    """One record as it counts in one row. `column` None: it is left out, for the reason in `why_not`."""

    row: str
    ident: str
    column: str | None
    why_not: str = NOT_KNOWN


@dataclass(frozen=True)
class LeftOut:
    """What is not counted in a row, and why: kept beside, never in the denominator."""

    why: str
    ids: Ids


@dataclass(frozen=True)
class Row:
    """One row: for each column the ids, and beside it what is left out."""

    head: Head
    cells: tuple[Ids, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        """How many in each column."""
        return tuple(len(ids) for ids in self.cells)

    @property
    def of(self) -> int:
        """The denominator: what counts, without what is left out."""
        return sum(self.counts)

    @property
    def percents(self) -> tuple[int | None, ...]:
        """Whole percent for each column, half up; None where there are no cases."""
        return tuple(whole_percent(count, self.of) for count in self.counts)

    @property
    def words(self) -> tuple[str, ...]:
        """What is printed for each column."""
        return tuple(percent_words(count, self.of) for count in self.counts)


@dataclass(frozen=True)
class Grid:
    """A table: its title, its columns and its rows in the order of print."""

    title: str
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """The counts, row by row."""
        return tuple(row.counts for row in self.rows)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """How many in each column: only where each record stands in one row."""
        return tuple(len(ids) for ids in self.column_ids)

    @property
    def column_ids(self) -> tuple[Ids, ...]:
        """The ids of each column, each once."""
        return tuple(
            tuple(dict.fromkeys(ident for row in self.rows for ident in row.cells[number]))
            for number in range(len(self.columns))
        )

    @property
    def caution(self) -> str:
        """The sentence about few cases; "" where it is not needed."""
        return caution_of(row.of for row in self.rows)

    @property
    def row_codes(self) -> tuple[str, ...]:
        """The codes of the rows, in the order of print."""
        return tuple(row.head.code for row in self.rows)

    def row(self, code: str) -> Row:
        """The row of a code.

        Raises:
            KeyError: where there is none.
        """
        for row in self.rows:
            if row.head.code == code:
                return row
        raise KeyError(code)


def grid_of(title: str, columns: Sequence[Head], rows: Sequence[Head], judged: Iterable[Judged]) -> Grid:
    """The table of what was judged. A row without cases stays: that there are none is worth printing.

    Raises:
        ValueError: where one record stands twice in one row, or in a row or column that the table does not have.
    """
    by_row: dict[str, list[Judged]] = {head.code: [] for head in rows}
    for one in judged:
        if one.row not in by_row:
            raise ValueError(f"the table has no row {one.row}")
        by_row[one.row].append(one)
    return Grid(title, tuple(columns), tuple(_row(head, columns, by_row[head.code]) for head in rows))


def _row(head: Head, columns: Sequence[Head], judged: Sequence[Judged]) -> Row:
    if len({one.ident for one in judged}) < len(judged):
        raise ValueError(f"a record stands twice in the row {head.code}")
    cells: dict[str, list[str]] = {column.code: [] for column in columns}
    beside: dict[str, list[str]] = {}
    for one in judged:
        if one.column is None:
            beside.setdefault(one.why_not, []).append(one.ident)
        elif one.column in cells:
            cells[one.column].append(one.ident)
        else:
            raise ValueError(f"the table has no column {one.column}")
    left_out = tuple(LeftOut(why, tuple(ids)) for why, ids in sorted(beside.items()))
    return Row(head, tuple(tuple(ids) for ids in cells.values()), left_out)
