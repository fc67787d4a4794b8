"""Giving, looking at and ending access from the page of a case: by keyboard, with a sentence for what is wrong."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.rules.day import begin_of
from desktop.services.case_access import AccessLine, GivenSort, read_case_access
from desktop.services.granting import exclude
from desktop.views.access import (
    open_access_sheet,
    open_allocation_sheet,
    open_cover_sheet,
    open_exclusion_sheet,
    open_reader_sheet,
)
from desktop.views.access.cover_sheet import CoverSheet
from desktop.views.case.sheet_opener import open_sheet_for
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.dialogs import ReasonDialog
from tests.desktop.views.desk_rig import DeskRig
from tests.fakes.case_store import COLLEAGUE, SENIOR


def opened(sheet: SheetFrame, qtbot: QtBot) -> None:
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)


def press(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def tab() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)


def save(rig: DeskRig, sheet: SheetFrame, qtbot: QtBot) -> str:
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(rig.said))
    return rig.said[-1].words


def lines(rig: DeskRig, sort: GivenSort) -> list[AccessLine]:
    found = rig.look(lambda session: read_case_access(session, rig.case))
    return [line for line in found.lines if line.sort is sort]


def test_the_officer_gives_cover_by_keyboard_alone(officer: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    """Whom, the days, why and what they have to know, from the first field to the last."""
    sheet = open_cover_sheet(officer.desk, officer.case, window)
    opened(sheet, qtbot)
    qtbot.waitUntil(sheet.who.hasFocus)
    assert [sheet.who.itemData(row) for row in range(sheet.who.count())] == ["", COLLEAGUE, SENIOR]
    press("Colin")
    for text in ("tomorrow", "12/11", "Leave.", "Ring before you go."):
        tab()
        QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
        press(text)
    assert save(officer, sheet, qtbot).startswith("Cover given")
    (line,) = lines(officer, GivenSort.COVER)
    today = officer.look(lambda session: session.today())
    assert line.starts == begin_of(today + timedelta(days=1))
    assert line.ends == begin_of(today.replace(day=13))
    assert (line.who, line.reason, line.handover) == ("Colin Colleague", "Leave.", "Ring before you go.")
    assert not line.sent


def test_a_handover_note_outlives_a_lock_with_whom_it_is_for(officer: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = open_cover_sheet(officer.desk, officer.case, window)
    opened(sheet, qtbot)
    sheet.who.setCurrentIndex(sheet.who.findData(COLLEAGUE))
    QTest.keyClicks(sheet.handover, "Ring before you go.")
    sheet.hide()
    sheet.deleteLater()
    again = open_cover_sheet(officer.desk, officer.case, window)
    qtbot.waitUntil(lambda: again.handover.text == "Ring before you go.")
    assert again.staff == COLLEAGUE
    again.done(0)


def test_what_is_missing_is_said_beside_each_field(officer: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = open_cover_sheet(officer.desk, officer.case, window)
    opened(sheet, qtbot)
    sheet.save()
    assert {name for name in ("who", "since", "until", "reason") if sheet.field(name).error} == {
        "who",
        "until",
        "reason",
    }
    qtbot.waitUntil(sheet.who.hasFocus)
    sheet.until.line.setFocus()
    press("yesterday")
    sheet.save()
    assert "before the first" in sheet.until.error
    assert lines(officer, GivenSort.COVER) == []


def test_who_is_excluded_is_on_no_list_of_choices(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    senior.look(lambda session: exclude(session, senior.case, COLLEAGUE, "A relative."))
    for opener in (open_cover_sheet, open_allocation_sheet, open_reader_sheet, open_exclusion_sheet):
        sheet = opener(senior.desk, senior.case, window)
        opened(sheet, qtbot)
        offered = [sheet.who.itemText(row) for row in range(sheet.who.count())]
        assert not any("Colin" in text for text in offered)
        sheet.done(0)


def test_nobody_but_a_senior_is_offered_more_than_cover(officer: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = open_access_sheet(officer.desk, officer.case, window)
    opened(sheet, qtbot)
    words = sheet.accessibleName(), [line.who for line in sheet.known.stands.lines]  # type: ignore[union-attr]
    assert words == ("Who has access", ["Wilma Worker", "East team: Seonaid Senior"])
    assert sheet.save_button.isVisible()
    assert not sheet.exclude_button.isVisible()
    reading = open_reader_sheet(officer.desk, officer.case, window)
    qtbot.waitUntil(reading.isVisible)
    assert "senior of the case names readers" in reading.notice.sentence
    assert not reading.save_button.isEnabled()
    reading.done(0)
    sheet.done(0)


def test_a_senior_excludes_until_a_day_and_ends_it_again(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = open_exclusion_sheet(senior.desk, senior.case, window)
    opened(sheet, qtbot)
    press("Colin")
    for text in ("30/11", "A relative."):
        tab()
        press(text)
    assert save(senior, sheet, qtbot).startswith("Excluded")
    (line,) = lines(senior, GivenSort.EXCLUSION)
    assert (line.reason, str(line.ends)) == ("A relative.", "2026-11-30")
    listed = open_access_sheet(senior.desk, senior.case, window)
    opened(listed, qtbot)
    end = listed.findChild(QAbstractButton, f"end_{line.record}")
    assert end is not None
    assert end.accessibleName() == "End…, Excluded: Colin Colleague"
    end.click()
    dialog = listed.findChild(ReasonDialog)
    assert dialog is not None
    dialog.editor.set_text("It was a namesake.")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: senior.said[-1].words == "Exclusion ended with this day.")
    (line,) = lines(senior, GivenSort.EXCLUSION)
    assert line.ends == senior.look(lambda session: session.today())
    listed.done(0)


def test_a_senior_names_a_reader_and_another_officer(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = open_reader_sheet(senior.desk, senior.case, window)
    opened(sheet, qtbot)
    press("Wilma")
    sheet.reason.set_text("Writes the safety plan.")
    assert save(senior, sheet, qtbot).startswith("Named")
    assert [line.who for line in lines(senior, GivenSort.READER)] == ["Wilma Worker"]
    senior.said.clear()
    allocation = open_allocation_sheet(senior.desk, senior.case, window)
    opened(allocation, qtbot)
    press("Colin")
    allocation.role.set_keys(["officer"])
    assert save(senior, allocation, qtbot) == "Allocated."
    assert "Colin Colleague" in [line.who for line in lines(senior, GivenSort.OFFICER)]


def test_the_list_goes_on_to_cover_and_the_page_opens_both(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    open_sheet_for("access", senior.desk, senior.case, window)
    qtbot.waitUntil(lambda: window.findChild(SheetFrame) is not None and window.findChild(SheetFrame).isVisible())  # type: ignore[union-attr]
    sheet = window.findChild(SheetFrame)
    assert sheet is not None
    opened(sheet, qtbot)
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(CoverSheet) is not None and window.findChild(CoverSheet).isVisible())  # type: ignore[union-attr]
    cover = window.findChild(CoverSheet)
    assert cover is not None
    cover.done(0)


def test_everything_that_can_be_used_has_a_name(senior: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    for opener in (open_access_sheet, open_cover_sheet, open_allocation_sheet, open_reader_sheet, open_exclusion_sheet):
        sheet = opener(senior.desk, senior.case, window)
        opened(sheet, qtbot)
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
            for widget in filter(QWidget.isVisible, sheet.findChildren(kind)):
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
                assert widget.objectName(), widget
        sheet.done(0)
