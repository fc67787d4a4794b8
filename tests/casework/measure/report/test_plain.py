"""Tables without the records behind them, and as they are printed: for whoever reads all of it, and for a committee."""

import pytest

from casework.ledger.measures import FigureRow, FigureTable, LeftOutFigure
from casework.records.staff.staff import StaffRole
from casework.rules.measure.grid import Head, Judged, grid_of
from casework.rules.measure.report.plain import figures_behind, plain_tables
from casework.rules.measure.report.reader import reads_agency, reads_figures
from casework.rules.measure.report.sheet import Section, Sheet
from casework.rules.measure.report.words import PrintedCell, PrintedLine, PrintedTable, print_table
from casework.rules.measure.suppression import NOTE, THRESHOLD

COLUMNS = (Head("yes", "Yes"), Head("no", "No"))
ROW = Head("first", "First contact")


def judged(yes: int, no: int, left_out: int = 0) -> list[Judged]:
    columns = ["yes"] * yes + ["no"] * no
    known = [Judged("first", f"c{number}", column) for number, column in enumerate(columns)]
    return known + [Judged("first", f"x{number}", None, "Not applicable") for number in range(left_out)]


def test_a_table_becomes_numbers_and_words() -> None:
    """Nothing is hidden of one that no committee reads."""
    grid = grid_of("Title", COLUMNS, (ROW,), judged(2, 1, left_out=1))
    sheet = Sheet("code", Section.QUALITY, grid, percents=False, of_period=False, notes=("A note.",))
    assert plain_tables([sheet]) == [
        FigureTable(
            code="code",
            section="quality",
            title="Title",
            columns=["Yes", "No"],
            rows=[
                FigureRow(
                    code="first",
                    title="First contact",
                    counts=[2, 1],
                    left_out=[LeftOutFigure(why="Not applicable", count=1)],
                )
            ],
            percents=False,
            committee=False,
            of_period=False,
            notes=["A note."],
        )
    ]


def test_of_what_a_committee_reads_small_numbers_are_hidden_and_of_another_table_none() -> None:
    grid = grid_of("Title", COLUMNS, (ROW,), judged(30, 2, left_out=1))
    both = [Sheet("a", Section.KPI, grid, committee=True), Sheet("b", Section.KPI, grid)]
    first, second = plain_tables(both)
    (row,) = first.rows
    assert (first.committee, first.percents, first.of_period) == (True, True, True)
    assert (row.hidden, row.of_hidden, row.left_hidden) == ([0, 1], True, True)
    assert [(one.hidden, one.of_hidden, one.left_hidden) for one in second.rows] == [([], False, False)]


def test_behind_every_figure_are_its_records() -> None:
    grid = grid_of("Title", COLUMNS, (ROW, Head("visits", "Visits")), judged(2, 1))
    assert figures_behind([Sheet("a", Section.KPI, grid)]) == {
        ("a", "first", 0): ("c0", "c1"),
        ("a", "first", 1): ("c2",),
        ("a", "visits", 0): (),
        ("a", "visits", 1): (),
    }


def row(*counts: int, hidden: tuple[int, ...] = (), of: bool = False, left: bool = False) -> FigureRow:
    out = [LeftOutFigure(why="Not known", count=2), LeftOutFigure(why="Not applicable", count=4)]
    return FigureRow(
        code="r", title="Row", counts=list(counts), left_out=out, hidden=list(hidden), of_hidden=of, left_hidden=left
    )


def table(*rows: FigureRow, percents: bool = True) -> FigureTable:
    return FigureTable(
        code="t", section="kpi", title="T", columns=["Yes", "No"], rows=list(rows), percents=percents, notes=["Mind."]
    )


FEW = "There are only 20 cases: one case more or less moves a figure by about 5 percentage points."
STARS = NOTE.format(threshold=THRESHOLD)


def line(cells: tuple[tuple[str, str], ...], of: str, left_out: str) -> PrintedLine:
    return PrintedLine("Row", tuple(PrintedCell(share, count) for share, count in cells), of, left_out)


def test_whoever_reads_all_of_it_reads_every_number_with_its_share() -> None:
    whole = "Not known: 2; Not applicable: 4"
    printed = print_table(table(row(15, 5, hidden=(1,), of=True, left=True), row(60, 40)))
    assert printed == PrintedTable(
        "T",
        ("Yes", "No"),
        (
            line((("75%", "15"), ("25%", "5")), "20", whole),
            line((("60%", "60"), ("40%", "40")), "100", whole),
        ),
        ("Mind.", FEW),
    )
    assert [cell.words for cell in printed.rows[0].cells] == ["75% (15)", "25% (5)"]


def test_a_committee_reads_stars_and_how_many_are_left_out_in_all() -> None:
    """No notes of the service; the share goes with its count, and every share with the total."""
    hides = table(row(15, 5, hidden=(1,), left=True), row(12, 2, of=True))
    assert print_table(hides, committee=True) == PrintedTable(
        "T",
        ("Yes", "No"),
        (
            line((("75%", "15"), ("*", "*")), "20", "Not counted: *"),
            line((("*", "12"), ("*", "2")), "*", "Not counted: 6"),
        ),
        (FEW, STARS),
    )
    plain = print_table(table(row(60, 40)), committee=True)
    assert (plain.notes, plain.rows[0].left_out) == ((), "Not counted: 6")
    for one in (row(60, 40, hidden=(0,)), row(60, 40, of=True), row(60, 40, left=True)):
        assert print_table(table(one), committee=True).notes == (STARS,)


def test_without_shares_there_is_no_caution_and_a_cell_is_its_count() -> None:
    printed = print_table(table(row(15, 5), percents=False))
    assert printed.rows[0].cells == (PrintedCell("", "15"), PrintedCell("", "5"))
    assert (printed.notes, printed.percents) == (("Mind.",), False)
    bare = FigureTable(
        code="t", section="kpi", title="T", columns=["A"], rows=[FigureRow(code="r", title="R", counts=[0])]
    )
    (only,) = print_table(bare).rows
    assert (only.cells, only.of, only.left_out) == ((PrintedCell("no cases", "0"),), "0", "")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (PrintedCell("27%", "6"), "27% (6)"),
        (PrintedCell("", "6"), "6"),
        (PrintedCell("*", "*"), "*"),
        (PrintedCell("*", "6"), "* (6)"),
        (PrintedCell("no cases", "0"), "no cases"),
    ],
)
def test_how_a_cell_is_said(cell: PrintedCell, words: str) -> None:
    assert cell.words == words


@pytest.mark.parametrize("role", [*StaffRole, None])
def test_who_reads_figures(role: StaffRole | None) -> None:
    assert reads_figures(role) == (role in {StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
    assert reads_agency(role) == (role is StaffRole.SERVICE_MANAGER)
