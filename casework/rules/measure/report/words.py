"""A table as it is printed: shares to the digit, counts, totals and sentences, all as words. One for screen and paper.

A committee reads stars for what is hidden. A share is hidden with its count and with the total: a number with its share
gives the total away.
"""

from dataclasses import dataclass

from casework.ledger.measures import FigureRow, FigureTable
from casework.rules.measure.percent import NO_CASES, caution_of, percent_words
from casework.rules.measure.suppression import HIDDEN, NOTE, THRESHOLD
from casework.words import say


@dataclass(frozen=True)
class PrintedCell:
    """One figure: its share, "" where shares are not printed, and its count."""

    share: str
    count: str

    @property
    def words(self) -> str:
        """Both, as they stand in a cell: `27% (6)`, or the count alone."""
        if not self.share or self.share == self.count:
            return self.count
        if self.share == NO_CASES:
            return self.share
        return f"{self.share} ({self.count})"


@dataclass(frozen=True)
class PrintedLine:
    """One row of print. `left_out`: what is not counted, in words; "" for nothing."""

    title: str
    cells: tuple[PrintedCell, ...]
    of: str
    left_out: str


@dataclass(frozen=True)
class PrintedTable:
    """A table of print. `notes`: the caution and the other sentences under it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[PrintedLine, ...]
    notes: tuple[str, ...]
    percents: bool = True


def print_table(table: FigureTable, *, committee: bool = False) -> PrintedTable:
    """Everything in it; or, for a committee, without what it may not read."""
    rows = tuple(_line(table, row, committee) for row in table.rows)
    few = caution_of(row.of for row in table.rows if not (committee and row.of_hidden)) if table.percents else ""
    hides = committee and any(row.hidden or row.of_hidden or row.left_hidden for row in table.rows)
    hiding = NOTE.format(threshold=THRESHOLD) if hides else ""
    notes = tuple(note for note in (*(() if committee else table.notes), few, hiding) if note)
    return PrintedTable(table.title, tuple(table.columns), rows, notes, table.percents)


def _line(table: FigureTable, row: FigureRow, committee: bool) -> PrintedLine:
    hidden = set(row.hidden) if committee else set()
    no_total = committee and row.of_hidden
    cells = []
    for number, count in enumerate(row.counts):
        words = HIDDEN if number in hidden else str(count)
        share = HIDDEN if number in hidden or no_total else percent_words(count, row.of)
        cells.append(PrintedCell(share if table.percents else "", words))
    return PrintedLine(row.title, tuple(cells), HIDDEN if no_total else str(row.of), _left_out(row, committee))


def _left_out(row: FigureRow, committee: bool) -> str:
    """For a committee how many in all, since the reasons apart would be smaller still."""
    left = sum(one.count for one in row.left_out)
    if not left:
        return ""
    if committee:
        return say("Not counted: {hidden}", hidden=HIDDEN if row.left_hidden else left)
    return "; ".join(f"{one.why}: {one.count}" for one in row.left_out)
