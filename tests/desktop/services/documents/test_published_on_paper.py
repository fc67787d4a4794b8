"""The published tables as a committee got them in 2005, on paper to the printed digit (standards.md, part 5)."""

from collections import defaultdict

import pytest

from casework.records.kept import Kept
from casework.rules.measure.kpi import Group, Kpi, Measured, kpi_table
from casework.rules.measure.quality import PUBLISHED
from casework.rules.measure.report.plain import plain_tables
from casework.rules.measure.report.sheet import Section, Sheet
from desktop.services.measures.figures_paper import figures_pdf
from desktop.services.measures.table_rows import table_rows
from tests.casework.measure.published import KPIS, QUALITY, PublishedKpi, PublishedRow
from tests.desktop.services.documents.pdf_reading import read_out, shown_in
from tests.desktop.views.measures.rig import published_page

PRINTED_ROWS = 31 + 9
"""Twenty-two rows of ratings, nine of yes and no, nine KPIs, of one of which only the yes is printed."""


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What the PDF says in the cells of its tables, in the order in which they are read, by the heading above."""
    page = published_page()
    rows = [table_rows(page, one) for one in page.tables if one.rows]
    return cells_in(figures_pdf("Tables", "Of the cases on this laptop.", rows, committee=False))


def cells_in(pdf: bytes) -> dict[str, str]:
    """The words in the cells of a PDF's tables, by heading."""
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    for piece in shown_in(pdf):
        if piece.mark is not None:
            words[piece.page, piece.mark].append(piece.words.strip())
    found: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for one in read_out(pdf):
        text = " ".join(words[one.page, one.mark])
        heading = text if one.tag == "H2" else heading
        if one.tag == "TD":
            found[heading].append(text)
    return {title: " ".join(cells) for title, cells in found.items()}


def printed(title: str, shares: tuple[int, ...], counts: tuple[int, ...]) -> str:
    """A row as it stands on paper: each share with the number beside it, then how many there are."""
    pairs = " ".join(f"{share}% {count}" for share, count in zip(shares, counts, strict=True))
    return f"{title} {pairs} {sum(counts)}"


@pytest.mark.parametrize("row", QUALITY, ids=lambda row: f"{row.table}-{row.row}")
def test_every_published_rating_stands_on_paper_to_the_digit(said: dict[str, str], row: PublishedRow) -> None:
    title = next(layout.title for layout in PUBLISHED if layout.sort is row.table)
    assert printed(row.row.words, row.printed, row.counts) in said[title]


@pytest.mark.parametrize("row", KPIS, ids=lambda row: f"{row.group}-{row.row}")
def test_every_published_kpi_stands_on_paper_to_the_digit(said: dict[str, str], row: PublishedKpi) -> None:
    title = "Compliance with KPIs" if row.group is None else f"Compliance with KPIs: {row.group.words}"
    assert printed(row.row.words, row.printed, row.counts) in said[title]


def test_where_only_the_yes_is_printed_it_stands_on_paper() -> None:
    """Sexual offending, four appointments in four weeks: 80 %."""
    sexual = frozenset({Group.SEXUAL})
    measured = [
        Measured(Kpi.APPOINTMENTS, f"case-{number}", Kept.YES if number < 12 else Kept.OUTWITH, sexual)
        for number in range(15)
    ]
    page = published_page()
    (table,) = plain_tables([Sheet("kpi", Section.KPI, kpi_table(measured, Group.SEXUAL), committee=True)])
    (cells,) = cells_in(figures_pdf("Tables", "Here.", [table_rows(page, table)], committee=False)).values()
    assert f"{Kpi.APPOINTMENTS.words} 80% 12" in cells


def test_none_of_part_five_is_left_out() -> None:
    assert len(QUALITY) + len(KPIS) + 1 == PRINTED_ROWS
