"""Bringing in a file, in the window: by keyboard from the file to the undone import, with a real store behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from casework.records.identifier import case_scope
from desktop.services.importing.target import TargetSort
from desktop.services.session import Session
from desktop.views.caseload.caseload_page import CaseloadPage
from desktop.views.desk import Place
from desktop.views.dialogs import ConfirmationDialog, FileDialog
from desktop.views.importing.field_row import CONSTANT
from desktop.views.importing.import_page import ImportPage
from desktop.views.partials.button import Button
from desktop.views.partials.drop_list import DropList
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.importing.files import contact_row, write_csv, write_xlsx
from tests.desktop.services.importing.rig import know_numbers
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window

SLOW_MS = 20_000


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A worker's laptop on which two people's numbers are known."""
    (tmp_path / "store").mkdir()
    with desk_rig(tmp_path / "store", 2) as made:
        made.look(lambda _session: know_numbers(made.ready))
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[ImportPage]:
    made = ImportPage(rig.desk)
    made.resize(1120, 700)
    show_window(made, qtbot)
    made.show_place(Place("import"))
    qtbot.waitUntil(lambda: made.start._lines is not None)
    yield made
    shiboken6.delete(made)


def old_file(tmp_path: Path, count: int = 60, wrong: bool = False) -> Path:
    rows = [contact_row(n, f"CJ-{1 + n % 2}") for n in range(count)]
    if wrong:
        rows[3][2] = "31/02/2021"
    return write_csv(tmp_path / "old.csv", rows)


def opened(page: ImportPage, path: Path, qtbot: QtBot) -> None:
    """Open a file and say where it comes from."""
    page.open_path(path)
    qtbot.waitUntil(lambda: page.match.table.rowCount() > 0, timeout=SLOW_MS)
    page.match.source.setText("CareJust export")


def checked(page: ImportPage, path: Path, qtbot: QtBot) -> None:
    """Open a file and let it be checked."""
    opened(page, path, qtbot)
    page.match.check_button.click()
    qtbot.waitUntil(page.check.back_button.isVisible, timeout=SLOW_MS)


def imported(page: ImportPage, path: Path, qtbot: QtBot) -> None:
    """Bring a file in."""
    checked(page, path, qtbot)
    page.check.import_button.click()
    qtbot.waitUntil(page.check.undo_button.isVisible, timeout=SLOW_MS)


def words_at(page: ImportPage, row: int, column: int) -> str:
    """What a cell of the preview says."""
    item = page.match.table.item(row, column)
    return item.text() if item else ""


def first_row(page: ImportPage) -> dict[str, str]:
    """The first row as it will be, by the heads."""
    heads = [page.match.table.horizontalHeaderItem(at) for at in range(page.match.table.columnCount())]
    return {head.text(): words_at(page, 0, at) for at, head in enumerate(heads) if head}


def held(rig: DeskRig) -> int:
    """How many contacts are in the two files."""

    def count(session: Session) -> int:
        return sum(len(session.store.records("contact", case_scope(case))) for case in rig.ready.cases)

    return rig.look(count)


def agree(page: ImportPage, qtbot: QtBot) -> None:
    """Say yes to what is asked."""
    qtbot.waitUntil(lambda: bool(page.findChildren(ConfirmationDialog)))
    page.findChildren(ConfirmationDialog)[-1].findChildren(Button)[-1].click()


def test_the_caseload_leads_to_it_by_button_and_key(rig: DeskRig, qtbot: QtBot) -> None:
    page = CaseloadPage(rig.desk)
    show_window(page, qtbot)
    page.import_button.click()
    QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert rig.went == [Place("import"), Place("import")]
    shiboken6.delete(page)


def test_before_the_first_import_the_page_says_what_will_be_listed(page: ImportPage) -> None:
    assert page.start.empty.isVisible()
    assert not page.start.made.isVisible()


def test_a_file_is_chosen_by_keyboard(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = old_file(tmp_path)
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(FileDialog)))
    line = page.findChildren(FileDialog)[-1].findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.match.table.rowCount() == 8, timeout=SLOW_MS)
    assert "CSV, UTF-8, separated by commas, 11 columns" in page.match.facts.text()
    # The first thing to be said is where it comes from; without a window manager nobody else activates the window.
    page.activateWindow()
    qtbot.waitUntil(page.match.source.hasFocus)


def test_the_first_rows_are_shown_as_they_will_be(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    opened(page, old_file(tmp_path), qtbot)
    first = first_row(page)
    assert (first["Line"], first["To correct"], first["Person"]) == ("2", "", "Isla Testcase")
    assert (first["Type"], first["Outcome"]) == ("Home visit, announced", "Attended – complied")
    assert first["Date and time"] == "01/01/2021 08:00"


def test_nothing_is_checked_before_it_is_said_where_it_comes_from(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(page, old_file(tmp_path), qtbot)
    page.match.source.clear()
    page.match.check_button.click()
    assert "missing" in page.match.source_field.error
    assert page.stack.currentWidget() is page.match


def test_a_word_of_the_old_system_is_given_another_meaning(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    opened(page, old_file(tmp_path), qtbot)
    box = page.match.rows["sort"].meanings["Home Visit"]
    box.setCurrentIndex(box.findData("home_visit_unannounced"))
    box.activated.emit(box.currentIndex())

    qtbot.waitUntil(lambda: first_row(page).get("Type") == "Home visit, not announced", timeout=SLOW_MS)


def test_what_is_needed_and_nowhere_is_asked_and_may_be_the_same_for_every_row(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_xlsx(
        tmp_path / "old.xlsx",
        [["CJ-1", "01/02/2024 10:00", "Attended", "What was said."]],
        ["Client number", "Date", "Outcome", "Notes"],
    )
    page.open_path(path)
    qtbot.waitUntil(page.match.notice.isVisible, timeout=SLOW_MS)
    assert page.match.notice.sentence.startswith("Say where this comes from: Type.")
    assert not page.match.check_button.isEnabled()
    row = page.match.rows["sort"]
    row.place.setCurrentIndex(row.place.findData(CONSTANT))
    row.place.activated.emit(row.place.currentIndex())
    assert isinstance(row.same, DropList)
    row.same.setCurrentIndex(row.same.findData("office"))
    row.same.activated.emit(row.same.currentIndex())
    qtbot.waitUntil(page.match.check_button.isEnabled, timeout=SLOW_MS)
    assert page.match.table.rowCount() == 1


def test_faults_are_listed_by_line_and_column_and_the_rest_comes_in(
    rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    checked(page, old_file(tmp_path, wrong=True), qtbot)
    cells = [page.check.table.item(0, column) for column in range(2)]
    assert [cell.text() for cell in cells if cell] == ["5", "Date (C)"]
    assert page.check.table.rowCount() == 1
    assert page.check.import_button.text() == "Import: 59 rows"
    page.check.import_button.click()
    qtbot.waitUntil(page.check.undo_button.isVisible, timeout=SLOW_MS)
    assert page.check.words.text() == "59 rows brought in"
    assert held(rig) == 59


def test_progress_is_shown_and_a_cancelled_import_leaves_nothing(
    rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[int] = []
    page.check.bar.valueChanged.connect(shown.append)
    checked(page, old_file(tmp_path, 400), qtbot)
    shown.clear()
    page.import_runner.progressed.connect(page.check.cancel_button.click)
    page.check.import_button.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.start, timeout=SLOW_MS)
    assert any(value > 0 for value in shown)
    assert held(rig) == 0
    assert rig.said[-1].words == "Nothing of it is left."
    assert rig.look(lambda session: session.store.imports.runs()) == []


def test_the_page_may_be_left_while_it_goes_on(rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    checked(page, old_file(tmp_path, 200), qtbot)
    page.check.import_button.click()
    page.hide()
    qtbot.waitUntil(lambda: held(rig) == 200, timeout=SLOW_MS)
    page.show()


def test_an_import_is_listed_and_undone_whole(rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    imported(page, old_file(tmp_path), qtbot)
    page.check.done_button.click()
    qtbot.waitUntil(lambda: bool(page.start.rows))
    (row,) = page.start.rows
    assert "On this laptop only" in row.line.words
    row.undo.click()
    agree(page, qtbot)
    qtbot.waitUntil(lambda: held(rig) == 0, timeout=SLOW_MS)
    qtbot.waitUntil(page.start.empty.isVisible, timeout=SLOW_MS)


def test_what_is_sent_is_on_its_way(rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    imported(page, old_file(tmp_path), qtbot)
    page.check.send_button.click()
    qtbot.waitUntil(lambda: bool(page.start.rows) and not page.start.rows[0].line.held, timeout=SLOW_MS)
    assert not rig.look(lambda session: session.store.imports.runs()[0].held)


def test_a_file_that_is_none_is_refused_in_a_sentence(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    page.open_path(path)
    qtbot.waitUntil(page.start.notice.isVisible)
    assert "old kind, or has a password" in page.start.notice.sentence


def test_the_list_of_staff_is_prepared_for_the_office(
    rig: DeskRig, page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.start.choose(TargetSort.STAFF)
    path = write_xlsx(
        tmp_path / "staff.xlsx",
        [["S1", "Nora Newstart", "Social worker", "T1"], ["S2", "Nobody Known", "Wizard", "T1"]],
        ["Staff number", "Name", "Job title", "Team"],
    )
    checked(page, path, qtbot)
    assert page.check.import_button.text() == "Save for the office: 1 row…"
    out = tmp_path / "staff.csv"
    page.check.import_button.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(FileDialog)))
    line = page.findChildren(FileDialog)[-1].findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(out))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(out.exists, timeout=SLOW_MS)
    assert out.read_text().splitlines() == ["key,name,role,team,telephone,active", "S1,Nora Newstart,worker,T1,,"]
