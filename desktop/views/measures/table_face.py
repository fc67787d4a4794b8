"""How a table of figures lies on the screen: words by row and column, and which of them opens the list behind it."""

from dataclasses import dataclass

from casework.ledger.measures import FigureTable
from casework.rules.measure.report.words import PrintedTable, print_table
from casework.rules.measure.suppression import HIDDEN
from casework.words import say
from desktop.services.measures.page import Figure
from desktop.services.measures.table_rows import CASES, NOT_COUNTED

_MOST_ACROSS = 6
"""More columns than these become rows: on a laptop nobody can read twelve heads beside one another."""


@dataclass(frozen=True)
class Face:
    """One cell. `figure`: what it opens; None where it opens nothing. `spoken`: what a screen reader says."""

    words: str
    spoken: str
    figure: Figure | None = None


@dataclass(frozen=True)
class TableFace:
    """The cells by row, with the heads at the top and at the left."""

    heads: tuple[str, ...]
    sides: tuple[str, ...]
    cells: tuple[tuple[Face, ...], ...]
    printed: PrintedTable


def face_of(table: FigureTable, *, committee: bool = False) -> TableFace:
    """Lay a table out; one with very many columns with its columns as rows."""
    printed = print_table(table, committee=committee)
    leaves_out = any(line.left_out for line in printed.rows)
    heads = (*printed.columns, CASES, *((NOT_COUNTED,) if leaves_out else ()))
    sides = tuple(line.title for line in printed.rows)
    cells = tuple(_row(table, printed, number, leaves_out) for number in range(len(sides)))
    if len(printed.columns) > _MOST_ACROSS and cells:
        return TableFace(sides, heads, tuple(zip(*cells, strict=True)), printed)
    return TableFace(heads, sides, cells, printed)


def _row(table: FigureTable, printed: PrintedTable, number: int, leaves_out: bool) -> tuple[Face, ...]:
    row, line = table.rows[number], printed.rows[number]
    found = []
    for column, cell in enumerate(line.cells):
        words = f"{printed.columns[column]}: {_spoken(cell.share, cell.count, line.of)}"
        opens = row.counts[column] > 0 and cell.count != HIDDEN
        found.append(Face(cell.words, f"{line.title}. {words}", (table.code, row.code, column) if opens else None))
    found.append(Face(line.of, f"{line.title}. {CASES}: {_of_spoken(line.of)}"))
    if leaves_out:
        found.append(Face(line.left_out, f"{line.title}. {NOT_COUNTED}: {line.left_out or say('nothing')}"))
    return tuple(found)


def _spoken(share: str, count: str, of: str) -> str:
    if count == HIDDEN:
        return "hidden"
    if not share or share == HIDDEN:
        return count
    return say("{share}, {count} of {of_spoken}", share=share, count=count, of_spoken=_of_spoken(of))


def _of_spoken(of: str) -> str:
    return say("hidden") if of == HIDDEN else of
