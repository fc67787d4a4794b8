"""Tables without the records behind them: numbers and words, with what a committee does not read of them."""

from collections.abc import Callable, Iterable, Sequence

from casework.ledger.measures import FigureRow, FigureTable, LeftOutFigure
from casework.rules.measure.grid import Row
from casework.rules.measure.report.cover import HiddenRow, cover_of
from casework.rules.measure.report.sheet import Sheet
from casework.words import english_of

_OPEN = HiddenRow()


_Words = Callable[[str], str]


def plain_tables(sheets: Iterable[Sheet], *, in_english: bool = False) -> list[FigureTable]:
    """The tables as numbers. Those for a committee are covered together: what one hides no other tells.

    `in_english`: with the words of the source, whatever language the program is in.
    """
    known, words = list(sheets), english_of if in_english else str
    cover = cover_of([sheet for sheet in known if sheet.committee])
    return [
        FigureTable(
            code=sheet.code,
            section=sheet.section.value,
            title=words(sheet.grid.title),
            columns=[words(head.title) for head in sheet.grid.columns],
            rows=[_row(row, cover.get((sheet.code, row.head.code), _OPEN), words) for row in sheet.grid.rows],
            percents=sheet.percents,
            committee=sheet.committee,
            of_period=sheet.of_period,
            notes=[words(note) for note in sheet.notes],
        )
        for sheet in known
    ]


def _row(row: Row, hidden: HiddenRow, words: _Words) -> FigureRow:
    return FigureRow(
        code=row.head.code,
        title=words(row.head.title),
        counts=list(row.counts),
        left_out=[LeftOutFigure(why=words(one.why), count=len(one.ids)) for one in row.left_out],
        hidden=sorted(hidden.columns),
        of_hidden=hidden.total,
        left_hidden=hidden.left_out,
    )


def figures_behind(sheets: Sequence[Sheet]) -> dict[tuple[str, str, int], tuple[str, ...]]:
    """The ids behind every figure: by table, row and column from nought."""
    return {
        (sheet.code, row.head.code, number): ids
        for sheet in sheets
        for row in sheet.grid.rows
        for number, ids in enumerate(row.cells)
    }
