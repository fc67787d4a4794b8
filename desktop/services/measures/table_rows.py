"""A table of figures as plain rows with its title, its sentences and what it is of: for CSV, for paper, a pack."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.ledger.measures import FigureTable
from casework.rules.day_words import plain_date
from casework.rules.measure.report.sheet import Section
from casework.rules.measure.report.words import print_table
from casework.rules.measure.suppression import THRESHOLD
from casework.words import english_of, language, put_together, say, say_count
from desktop.services.local_time import local
from desktop.services.measures.page import MeasuresPage

CASES = say("Cases")
NOT_COUNTED = say("Not counted")
_AGAINST_OTHERS = say(
    "For a committee: give the figures of this laptop or those of the whole agency, not both. Side by "
    "side they would give away what is hidden."
)
_UNEXPLAINED = say(
    "Of some standards that were not kept the reason is not recorded: the figures look better than they are."
)


@dataclass(frozen=True)
class TableRows:
    """One table. `heads`: one for each column of `rows`; `caveats`: the sentences under it; `of`: of when and whom.

    `english`: the same in English where the program is in another language, for what programs read (decision 23).
    """

    code: str
    title: str
    of: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caveats: tuple[str, ...]
    english: "TableRows | None" = None


def table_rows(page: MeasuresPage, table: FigureTable, *, committee: bool = False) -> TableRows:
    """A table with everything in it; for a committee without what it may not read. Share and count have a column each.

    The same words as on the screen: shares to the printed digit, half up, never forced to 100.
    """
    found = _table_rows(page, table, committee=committee)
    if language() is None:
        return found
    same = _table_rows(page, page.english.get(table.code, table), committee=committee)
    return replace(found, english=_english_rows(same))


def _table_rows(page: MeasuresPage, table: FigureTable, *, committee: bool) -> TableRows:
    printed = print_table(table, committee=committee)
    leaves_out = any(row.left_out for row in printed.rows)
    heads = ["", *_heads(printed.columns, shares=printed.percents), CASES, *([NOT_COUNTED] if leaves_out else [])]
    rows = []
    for line in printed.rows:
        cells = [
            words for cell in line.cells for words in ((cell.share, cell.count) if printed.percents else (cell.count,))
        ]
        rows.append((line.title, *cells, line.of, *([line.left_out] if leaves_out else [])))
    caveats = (*printed.notes, *(_committee_caveats(page, table) if committee else ()))
    return TableRows(
        table.code, table.title, of_words(page, table, committee=committee), tuple(heads), tuple(rows), caveats
    )


def _english_rows(found: TableRows) -> TableRows:
    return TableRows(
        found.code,
        english_of(found.title),
        english_of(found.of),
        tuple(english_of(one) for one in found.heads),
        tuple(tuple(english_of(cell) for cell in row) for row in found.rows),
        tuple(english_of(one) for one in found.caveats),
    )


def _heads(columns: Iterable[str], *, shares: bool) -> Iterable[str]:
    for column in columns:
        if shares:
            yield column
            yield say("{column}, number", column=column)
        else:
            yield column


def _committee_caveats(page: MeasuresPage, table: FigureTable) -> Iterable[str]:
    if table.section == Section.KPI.value and table.notes:
        yield _UNEXPLAINED
    if not page.agency:
        yield _AGAINST_OTHERS


def of_words(page: MeasuresPage, table: FigureTable, *, committee: bool = False) -> str:
    """Of which period or day, and of whose cases."""
    when = page.period.title if table.of_period else day_words(page)
    whose = whose_words(page, committee=committee)
    return put_together("{table}: {when}. {whose}", table=table.title, when=when, whose=whose)


def whose_words(page: MeasuresPage, *, committee: bool = False) -> str:
    """Such as: Of the 23 cases on this laptop, as at 5 March 2026, 14:02. A committee reads no small number here."""
    number = say_count(page.cases, "{number} case", "{number} cases")
    if committee and page.cases < THRESHOLD:
        number = say("fewer than {threshold} cases", threshold=THRESHOLD)
    if page.agency:
        return say("Whole agency, {number}, as at {moment}.", number=number, moment=_moment(page))
    return say("Of the {number} on this laptop, as at {moment}.", number=number, moment=_moment(page))


def day_words(page: MeasuresPage) -> str:
    """For what is counted on a day, whatever the period."""
    return say("As it is on {day}", day=_day(page))


def _day(page: MeasuresPage) -> str:
    return plain_date(page.today)


def _moment(page: MeasuresPage) -> str:
    if page.as_at is None:
        return say("{day} (it has never had everything from the office)", day=_day(page))
    at = local(page.as_at)
    return put_together("{day}, {at:%H:%M}", day=plain_date(at), at=at)
