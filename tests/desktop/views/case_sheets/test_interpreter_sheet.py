"""The interpreter as arranged: written with the keyboard, warned about, taken back."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.contact import InterpreterSort
from casework.rules.interpreting import CHILD_ARRANGED
from desktop.views import case_sheets
from tests.desktop.views.case_sheets.test_sheet import go_to, opened, page, press, save, told
from tests.desktop.views.desk_rig import DeskRig


def test_an_interpreter_is_arranged_with_the_keyboard(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_interpreter_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert not sheet.language.isVisible()
    save(sheet)
    assert sheet.field("arranged").error == "Answer yes or no."
    press("y")
    save(sheet)
    assert sheet.field("sort").error == "Choose who interprets."
    assert sheet.field("language").error == "Write the language."
    go_to("sort")
    press("p")
    go_to("language")
    press("Kurdish")
    go_to("dialect")
    press("Sorani")
    go_to("telephone")
    press("01632 960 123")
    save(sheet)
    assert told(rig, qtbot) == "Interpreter saved."
    arranged = page(rig).header.interpreter
    assert arranged is not None
    assert (arranged.sort, arranged.language, arranged.dialect) == (InterpreterSort.PROFESSIONAL, "Kurdish", "Sorani")
    assert arranged.booked_by == rig.look(lambda s: s.me)


def test_a_child_is_warned_about_at_once(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_interpreter_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    press("y")
    go_to("sort")
    press("c")
    assert sheet.warning.isVisible()
    assert sheet.warning.sentence == CHILD_ARRANGED
    press("p")
    assert not sheet.warning.isVisible()


def test_an_arrangement_is_shown_again_and_taken_back(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    first = case_sheets.open_interpreter_sheet(rig.desk, rig.case, window)
    opened(first, qtbot)
    press("y")
    go_to("sort")
    press("t")
    go_to("language")
    press("Polish")
    save(first)
    assert told(rig, qtbot) == "Interpreter saved."
    again = case_sheets.open_interpreter_sheet(rig.desk, rig.case, window)
    opened(again, qtbot)
    assert again.language.text == "Polish"
    press("n")
    assert not again.language.isVisible()
    save(again)
    qtbot.waitUntil(lambda: page(rig).header.interpreter is None)
