"""A table as it is printed for readers who may not see small numbers: percentages, totals, and what is hidden."""

from dataclasses import dataclass

from casework.rules.measure.grid import Grid, Row
from casework.rules.measure.percent import caution_of
from casework.rules.measure.suppression import HIDDEN, NOTE, THRESHOLD, Cover, Totals, suppress


@dataclass(frozen=True)
class PrintedRow:
    """One row of print: percentages, counts and the denominator beside them, and what is left out with its reason."""

    title: str
    percents: tuple[str, ...]
    counts: tuple[str, ...]
    of: str
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Printed:
    """A table of print. `notes` are the sentences under it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]


def printed(grid: Grid, threshold: int = 0) -> Printed:
    """A table with everything in it, or, with a threshold, without the numbers under it.

    Rows of one table may count the same record, so no column totals are printed.
    """
    cover = suppress(grid.counts, threshold, Totals.ROWS)
    rows = tuple(_printed_row(row, number, cover, threshold) for number, row in enumerate(grid.rows))
    # The caution names the fewest cases: not those of a row whose total is hidden.
    few = caution_of(row.of for number, row in enumerate(grid.rows) if not cover.hides_row_total(number))
    hiding = NOTE.format(threshold=threshold) if cover.hidden else ""
    notes = tuple(note for note in (few, hiding) if note)
    return Printed(grid.title, tuple(head.title for head in grid.columns), rows, notes)


def committee(grid: Grid) -> Printed:
    """A table for a committee, without numbers under five (standards.md 168).

    By itself: of what two tables of one pack give away together, see `suppression`.
    """
    return printed(grid, THRESHOLD)


def _printed_row(row: Row, number: int, cover: Cover, threshold: int) -> PrintedRow:
    hidden = [cover.hides(number, column) for column in range(len(row.cells))]
    no_total = cover.hides_row_total(number)
    return PrintedRow(
        title=row.head.title,
        # A number with its percentage gives the denominator away.
        percents=tuple(HIDDEN if hide or no_total else words for hide, words in zip(hidden, row.words, strict=True)),
        counts=tuple(HIDDEN if hide else str(count) for hide, count in zip(hidden, row.counts, strict=True)),
        of=HIDDEN if no_total else str(row.of),
        left_out=tuple((one.why, _unless_small(len(one.ids), threshold)) for one in row.left_out),
    )


def _unless_small(count: int, threshold: int) -> str:
    return HIDDEN if 0 < count < threshold else str(count)
