"""Papers about a person, in the window: chosen by keyboard, seen page by page, saved and printed as they were shown."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from casework.records.identifier import CaseId
from desktop.services.documents.blank_form import BlankForm
from desktop.services.documents.wish import PaperSort
from desktop.services.paper import page_count
from desktop.views.desk import Place, Said
from desktop.views.dialogs import FileDialog
from desktop.views.papers.papers_page import PapersPage
from desktop.views.printing.loose_sheet import LooseSheet
from desktop.views.shell.help_page import HelpPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.documents.case_file import written_file
from tests.desktop.views.desk_rig import DeskRig, show_window
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR

SLOW_MS = 15_000


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A senior's laptop with a whole case file."""
    (tmp_path / "store").mkdir()
    with team_rig(tmp_path / "store", SENIOR) as (made, team):
        made.look(lambda _session: written_file(team))
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[PapersPage]:
    made = PapersPage(rig.desk)
    made.resize(1120, 700)
    show_window(made, qtbot)
    made.show_place(Place("papers", rig.case))
    qtbot.waitUntil(lambda: is_shown(made, PaperSort.BRIEF), timeout=SLOW_MS)
    yield made
    shiboken6.delete(made)


def is_shown(page: PapersPage, sort: PaperSort) -> bool:
    """The paper is there, and its first page is drawn."""
    shown, picture = page._shown, page.pages.picture
    return shown is not None and shown.wish.sort is sort and shown.printout.title in picture.accessibleName()


def words_of(heard: Sequence[object] | None) -> str:
    """What was said."""
    (said,) = heard or ()
    assert isinstance(said, Said)
    return said.words


def choose(page: PapersPage, sort: PaperSort, qtbot: QtBot) -> None:
    page.form.sort.setCurrentIndex(page.form.sort.findData(sort))
    qtbot.waitUntil(lambda: is_shown(page, sort), timeout=SLOW_MS)


def pick(page: PapersPage, file: Path, qtbot: QtBot) -> None:
    """Write the whole path into the dialog and press Enter."""
    qtbot.waitUntil(lambda: bool(page.findChildren(FileDialog)))
    dialog = page.findChildren(FileDialog)[-1]
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(file))
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_it_opens_with_the_brief_and_shows_it_as_it_will_be_printed(page: PapersPage) -> None:
    """The page is read out by a screen reader as text; who it is about stands above."""
    assert page.whose.text() == "Isla Testcase"
    assert "Doorstep brief" in page.pages.picture.accessibleName()
    assert page.pages.words.text().startswith("Page 1 of ")
    assert not page.pages.picture.pixmap().isNull()
    assert page.save_button.isEnabled()


def test_only_what_a_paper_needs_is_asked(page: PapersPage, qtbot: QtBot) -> None:
    form = page.form
    assert not any(part.isVisible() for part in (form.of, form.period, form.why, form.restricted))
    choose(page, PaperSort.CHRONOLOGY, qtbot)
    assert form.period.isVisible()
    assert form.significant.isVisible()
    choose(page, PaperSort.COURT, qtbot)
    assert form.why.isVisible()
    assert form.restricted.isVisible()
    choose(page, PaperSort.RECORD, qtbot)
    assert form.of.isVisible()


def test_a_page_is_turned_by_its_key(page: PapersPage, qtbot: QtBot) -> None:
    choose(page, PaperSort.COURT, qtbot)
    page.pages.picture.setFocus()
    QTest.keyClick(page.pages.picture, Qt.Key.Key_Down)
    assert page.pages.area.verticalScrollBar().value() > 0
    QTest.keyClick(page.pages.picture, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.pages.picture.accessibleName().startswith("Page 2 of "), timeout=SLOW_MS)


def test_it_is_saved_where_somebody_wants_it_and_said_so(page: PapersPage, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page._desk.said, timeout=SLOW_MS) as heard:
        pick(page, tmp_path / "doorstep-brief.pdf", qtbot)
    assert words_of(heard.args) == "The paper is saved as a PDF. The person's file notes that you made it."
    assert page_count((tmp_path / "doorstep-brief.pdf").read_bytes()) >= 1


def test_what_leaves_the_service_asks_why_before_anything_else(page: PapersPage, qtbot: QtBot) -> None:
    choose(page, PaperSort.COURT, qtbot)
    page.save()
    assert not page.findChildren(FileDialog)
    assert "who it is for and why" in page.form.why.error
    qtbot.waitUntil(page.form.reason.hasFocus)


def test_a_day_that_is_not_understood_prints_nothing(page: PapersPage, qtbot: QtBot) -> None:
    choose(page, PaperSort.CHRONOLOGY, qtbot)
    page.form.first.line.setText("sometime")
    page.form.first.line.editingFinished.emit()
    qtbot.waitUntil(lambda: not page.save_button.isEnabled())
    assert page.notice.isVisible()


def test_it_is_printed_page_by_page_and_noted(page: PapersPage, rig: DeskRig, qtbot: QtBot, tmp_path: Path) -> None:
    """On a printer that writes what it gets into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    choose(page, PaperSort.COURT, qtbot)
    shown = page._shown
    assert shown is not None
    page.form.reason.setPlainText("Asked for by the sheriff.")
    with qtbot.waitSignal(page._desk.said, timeout=SLOW_MS):
        page.print_on(shown, printer)
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == shown.pages > 1
    whats = rig.look(lambda session: [str(event.what) for event in session.store.audit.next_events()])
    assert "printed" in whats


def test_somebody_to_whom_the_person_is_not_open_is_shown_nothing(page: PapersPage, rig: DeskRig, qtbot: QtBot) -> None:
    page.show_place(Place("papers", CaseId("00000000-0000-0000-0000-00000000dead")))
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1, timeout=SLOW_MS)
    assert page.pages.picture.pixmap().isNull()
    assert page.whose.text() == ""


def test_a_form_to_fill_in_by_hand_is_saved_from_the_help(rig: DeskRig, qtbot: QtBot, tmp_path: Path) -> None:
    """About nobody; the keyboard begins in the choice of the form."""
    help_page = HelpPage(rig.desk)
    show_window(help_page, qtbot)
    help_page.forms_button.click()
    (sheet,) = help_page.findChildren(LooseSheet)
    sheet.paper.set_keys([BlankForm.CONCERN])
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(FileDialog)))
    (dialog,) = sheet.findChildren(FileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    assert line.text() == "concern-form.pdf"
    line.setText(str(tmp_path / "concern-form.pdf"))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "saved" in sheet.notice.accessibleName(), timeout=SLOW_MS)
    assert page_count((tmp_path / "concern-form.pdf").read_bytes()) >= 1
    shiboken6.delete(help_page)
