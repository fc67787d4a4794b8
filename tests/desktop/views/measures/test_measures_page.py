"""The page Measures through its window: published digits, stars, lists behind figures, keyboard, saving."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable
from casework.ledger.audit import OF_NO_CASE, AuditWhat
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.records.oversight.quality_item import QualityItem
from casework.rules.measure.quality import PUBLISHED
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.services.measures.csv_file import save_table
from desktop.services.measures.table_rows import table_rows
from desktop.services.session import Session
from desktop.views.desk import Place
from desktop.views.dialogs import FileQuestion
from desktop.views.measures.figure_card import FigureCard
from desktop.views.measures.measures_page import MeasuresPage
from desktop.views.partials.choice import Chosen
from desktop.views.partials.label import Words
from desktop.views.partials.tab_order import focusable
from desktop.views.theme.theme import ThemeSwitch
from tests.casework.measure.published import KPIS, QUALITY
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.emergency.rig import Lookups
from tests.desktop.views.measures.rig import AT, published_page
from tests.desktop.views.two_views_rig import team_rig

Shown = tuple[MeasuresPage, DeskRig]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskRig]:
    """One laptop for all of it: nothing here is recorded."""
    with team_rig(tmp_path_factory.mktemp("measures"), cases=1) as (made, _team):
        yield made


@pytest.fixture
def shown(rig: DeskRig, switch: ThemeSwitch, qtbot: QtBot) -> Shown:
    del switch
    rig.said.clear()
    rig.went.clear()
    rig.desk.inquiry = None
    page = MeasuresPage(rig.desk)
    qtbot.addWidget(page)
    page.resize(1162, 712)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page, rig


def choose(page: MeasuresPage, section: str) -> None:
    page.list.rows.set_current(section)
    page.show_page(published_page())


def card(page: MeasuresPage, title: str, columns: int) -> FigureCard:
    return next(one for one in page.cards if one.title == title and one.table.columnCount() == columns + 2)


def row_of(table: QTableWidget, title: str) -> list[str]:
    for row in range(table.rowCount()):
        item = table.item(row, 0)
        if item is not None and item.text() == title:
            cells = (table.item(row, column) for column in range(1, table.columnCount()))
            return [cell.text() for cell in cells if cell is not None]
    raise AssertionError(title)


def words(page: MeasuresPage) -> str:
    return " ".join(label.text() for label in page.area.findChildren(Words) if label.isVisibleTo(page.area))


def test_every_published_rating_stands_in_the_window_to_the_digit(shown: Shown) -> None:
    """Report 299-2005, from as many audits as give it; the numbers beside, half up, never forced to 100."""
    page, _ = shown
    choose(page, "quality")
    titles = {layout.sort: layout.title for layout in PUBLISHED}
    for row in QUALITY:
        table = card(page, titles[row.table], len(row.printed)).table
        wanted = [f"{share}% ({count})" for share, count in zip(row.printed, row.counts, strict=True)]
        assert row_of(table, row.row.words)[: len(wanted)] == wanted
        assert row_of(table, row.row.words)[len(wanted)] == str(sum(row.counts))
    assert len({row.table for row in QUALITY if isinstance(row.row, QualityItem)}) == 6


def test_every_published_kpi_stands_in_the_window_to_the_digit(shown: Shown) -> None:
    page, _ = shown
    choose(page, "kpi")
    for row in KPIS:
        title = "Compliance with KPIs" if row.group is None else f"Compliance with KPIs: {row.group.words}"
        wanted = [f"{share}% ({count})" for share, count in zip(row.printed, row.counts, strict=True)]
        assert row_of(card(page, title, 3).table, row.row.words)[:3] == wanted
    heads = [page.cards[0].table.horizontalHeaderItem(number) for number in range(5)]
    assert [head.text() for head in heads if head] == [
        "",
        "Yes",
        "No – organisational",
        "No – outwith control",
        "Cases",
    ]


def test_for_a_committee_small_numbers_are_stars_and_only_quarters_are_given(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    choose(page, "kpi")
    page.control.committee.setChecked(True)
    said = row_of(page.cards[0].table, "First scheduled appointment (orders in the community)")
    assert said == ["65% (86)", "32% (42)", "4% (5)", "133"]
    violent = row_of(
        card(page, "Compliance with KPIs: Serious violent offending", 3).table, "4 appointments in first 4 weeks"
    )
    assert "*" in violent
    assert "7% (1)" not in violent
    assert not page.control.sort.isEnabled()
    qtbot.waitUntil(lambda: "* stands for a number under 5" in words(page))
    assert "would give away what is hidden" in words(page)
    page.control.committee.setChecked(False)
    assert page.control.sort.isEnabled()


def test_enter_on_a_figure_opens_its_list_and_enter_there_the_person(shown: Shown, qtbot: QtBot) -> None:
    page, rig = shown
    choose(page, "kpi")
    table = page.cards[0].table
    table.setFocus()
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.isVisible())
    assert page.sheet is not None
    assert page.sheet.accessibleDescription().startswith("Compliance with KPIs, First scheduled appointment")
    sheet = page.sheet
    assert sheet.rows.rows.row_at(0).sentence.startswith("Isla Testcase. born 12 April 1985")
    QTest.keyClick(sheet.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(rig.went))
    assert (rig.went[-1].name, rig.went[-1].tab) == ("person", None)
    assert page.sheet is None


def test_behind_the_agencys_figures_is_no_list(shown: Shown, qtbot: QtBot) -> None:
    page, rig = shown
    page.list.rows.set_current("kpi")
    page.show_page(published_page(agency=True))
    page.cards[0].table.opened.emit(("kpi_0", "first_appointment_community", 0))
    qtbot.waitUntil(lambda: bool(rig.said))
    assert page.sheet is None
    assert "Whole agency, 167 cases, as at 2 November 2026, 14:02." in words(page)


def test_arrow_keys_move_in_a_table_and_tab_leaves_it(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    choose(page, "kpi")
    table = page.cards[0].table
    table.setFocus()
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert (table.currentRow(), table.currentColumn()) == (0, 2)
    spoken = table.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "First scheduled appointment (orders in the community). No – organisational: 32%, 42 of 133"
    QTest.keyClick(table, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.window().focusWidget() is not table)


def test_what_is_counted_anew_leaves_the_keyboard_where_it_was(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    choose(page, "kpi")
    first = page.cards[0].table
    qtbot.waitUntil(first.isVisible)
    first.setFocus()
    first.setCurrentCell(2, 3)
    view = published_page()
    page.show_page(replace(view, tables=view.tables[:3]))
    again = page.cards[0].table
    assert again is first
    page.show_page(
        replace(view, tables=(view.tables[0].model_copy(update={"notes": ["Counted anew."]}), view.tables[1]))
    )
    again = page.cards[0].table
    assert again is not first
    qtbot.waitUntil(again.hasFocus)
    assert (again.currentRow(), again.currentColumn()) == (2, 3)


def test_everything_has_a_name_of_its_own(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    choose(page, "quality")
    qtbot.waitUntil(lambda: page.cards[0].save.isVisibleTo(page))
    found = [page.list.rows, *(one for one in focusable(page.area.content) if one.isVisibleTo(page))]
    assert all(one.accessibleName() and one.objectName() for one in found)
    names = [one.objectName() for one in found]
    assert len(names) == len(set(names))
    assert any(one.accessibleName() == "Save as CSV or PDF…, Compliance" for one in found)


def test_each_chart_stands_below_its_table_with_its_figures_on_the_bars(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    choose(page, "kpi")
    first = page.cards[0]
    assert first.chart is not None
    qtbot.waitUntil(lambda: first.chart is not None and first.chart.plot is not None)
    assert first.chart.plot is not None
    assert "Review at 12 weeks" in first.chart.plot.words
    assert "60%" in first.chart.plot.words
    assert first.chart.accessibleName() == "Chart of Compliance with KPIs. The table above it has the same figures."


def test_a_report_sets_its_period_and_a_committee_its_stars(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    page.show_place(Place("measures"))
    qtbot.waitUntil(lambda: page.view is not None)
    page.list.rows.set_current("mappa_year")
    qtbot.waitUntil(lambda: page.view is not None and page.view.period.sort.code == "financial_year")
    assert not page.control.committee.isChecked()
    page.list.rows.set_current("committee")
    qtbot.waitUntil(lambda: page.view is not None and page.view.period.sort.code == "quarter")
    qtbot.waitUntil(page.control.committee.isChecked)
    assert "Source: S3 section 12" in words(page)


def test_the_period_goes_back_and_forth(shown: Shown, qtbot: QtBot) -> None:
    page, _ = shown
    page.show_place(Place("measures"))
    qtbot.waitUntil(lambda: page.view is not None)
    assert page.view is not None
    now = page.view.period
    assert not page.control.later.isEnabled()
    page.control.earlier.click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.period != now)
    page.control.later.click()
    qtbot.waitUntil(lambda: page.view is not None and page.view.period == now)


def test_without_a_case_it_teaches(shown: Shown) -> None:
    page, _ = shown
    page.show_page(published_page())
    assert not page.empty.isVisibleTo(page)
    view = published_page()
    page.show_page(type(view)(view.today, view.period, 0, None, ()))
    assert page.empty.isVisibleTo(page)
    assert "nobody fills in a return" in words(page)
    assert not page.control.pack.isEnabled()


def test_a_table_is_saved_and_one_that_is_there_is_replaced_only_when_agreed_to(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    page, rig = shown
    choose(page, "kpi")
    view, path = published_page(), tmp_path / "figures.csv"
    rows = table_rows(view, view.tables[0])

    def write(session: Session, where: Path, replace: bool) -> None:
        save_table(session, where, rows, view, committee=False, replace=replace)

    saving = page.saver.saving(FileQuestion("Save", "CSV", ("*.csv",)), path.name, write)
    page.saver.save_to(saving, path)
    qtbot.waitUntil(lambda: bool(rig.said))
    assert path.read_bytes().decode("utf-8-sig").startswith('"Compliance with KPIs: October')
    (event,) = rig.look(lambda session: session.store.audit.next_events())
    assert (event.what, event.case) == (AuditWhat.EXPORTED, OF_NO_CASE)
    assert event.why.startswith("Figures: Compliance with KPIs")
    path.write_text("mine")
    page.saver.save_to(saving, path)
    qtbot.waitUntil(lambda: page.findChild(QWidget, "dialog_refuse") is not None)
    assert path.read_text() == "mine"


@dataclass
class Counting(Lookups):
    """An office that counts for a manager, or cannot be reached."""

    wanted: list[MeasuresRequest] = field(default_factory=list)

    def measures(self, request: MeasuresRequest) -> MeasuresResponse:
        self.wanted.append(request)
        if self.fault:
            raise Unavailable(self.fault)
        page = published_page()
        return MeasuresResponse(as_at=AT, cases=412, title=page.period.title, tables=list(page.tables))


@pytest.fixture
def network() -> Iterator[NetworkLane]:
    lane = NetworkLane()
    yield lane
    lane.close(10)


@pytest.mark.parametrize("fault", ["", "The office cannot be reached."])
def test_a_manager_asks_the_office_for_the_whole_agency(
    shown: Shown, qtbot: QtBot, network: NetworkLane, fault: str
) -> None:
    """Where the office cannot be reached it is said, and the laptop's own figures stand again."""
    page, rig = shown
    office = Counting(fault=fault)
    rig.desk.inquiry = Inquiry(network, office)
    page.show_page(published_page(asks_agency=True))
    page.control.whose.set_keys(["agency"])
    page.control.whose.chosen.emit(Chosen(("agency",)))
    qtbot.waitUntil(lambda: bool(office.wanted))
    assert office.wanted[0].period == "quarter"
    if fault:
        qtbot.waitUntil(lambda: [one.words for one in rig.said] == [fault])
        qtbot.waitUntil(lambda: page.view is not None and page.view.cases == 1)
        assert page.control.whose.keys == ("laptop",)
    else:
        qtbot.waitUntil(lambda: "Whole agency, 412 cases, as at 2 November 2026, 14:02." in words(page))
