"""Dialogs never block, and their answers come to who asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.dialogs import Question, ask_confirmation, ask_reason, show_error
from desktop.views.partials.button import Button
from desktop.views.partials.label import Words
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch

QUESTION = Question("Finish this contact?", "It cannot be changed afterwards.", "Finish contact")


@pytest.fixture
def window(switch: ThemeSwitch, qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_the_verb_says_yes(window: QWidget) -> None:
    answers: list[bool] = []
    dialog = ask_confirmation(window, QUESTION, answers.append)
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    assert dialog.accept_button.text() == "Finish contact"
    assert dialog.accept_button.isDefault()
    dialog.accept_button.click()
    assert answers == [True]


def test_escape_says_no(window: QWidget) -> None:
    answers: list[bool] = []
    dialog = ask_confirmation(window, QUESTION, answers.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == [False]


def test_what_is_dangerous_is_not_done_by_a_hasty_enter(window: QWidget) -> None:
    answers: list[bool] = []
    question = Question("Discard?", "It is gone.", "Discard", danger=True)
    dialog = ask_confirmation(window, question, answers.append)
    assert dialog.refuse_button.isDefault()
    dialog.refuse_button.click()
    assert answers == [False]


def test_a_decision_needs_its_reason(window: QWidget) -> None:
    reasons: list[str] = []
    dialog = ask_reason(window, QUESTION, reasons.append)
    dialog.accept_button.click()
    assert dialog.field.error == "Write the reason in a few words."
    assert reasons == []
    QTest.keyClicks(dialog.editor, " Seen by both ")
    assert dialog.field.error == ""
    dialog.accept_button.click()
    assert reasons == ["Seen by both"]


def test_no_reason_comes_from_going_back(window: QWidget) -> None:
    reasons: list[str] = []
    ask_reason(window, QUESTION, reasons.append).refuse_button.click()
    assert reasons == []


def test_a_reason_is_not_thrown_away_by_one_escape(window: QWidget) -> None:
    reasons: list[str] = []
    dialog = ask_reason(window, QUESTION, reasons.append)
    QTest.keyClicks(dialog.editor, "Seen by both")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.field.error.startswith("Nothing is saved yet.")
    QTest.keyClicks(dialog.editor, ", twice")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert reasons == []


def test_an_error_says_what_to_do_and_no_content_in_its_title(window: QWidget) -> None:
    dialog = show_error(window, "The disk is full. Free some space and try again.")
    assert dialog.windowTitle() == "Doorstep"
    assert "The disk is full. Free some space and try again." in [w.text() for w in dialog.findChildren(Words)]
    close = dialog.findChild(Button, "dialog_close")
    assert close is not None
    close.click()


@pytest.mark.parametrize("large_first", [True, False])
def test_nothing_of_a_decision_is_cut_at_twice_the_size(
    window: QWidget, switch: ThemeSwitch, qtbot: QtBot, large_first: bool
) -> None:
    """Neither where it is opened so, nor where the text grows while it is open."""
    window.resize(1366, 768)
    large = Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True)
    if large_first:
        switch.show(large)
    sentence = "They may be told exactly what stands here now, no later words."
    reasons: list[str] = []
    dialog = ask_reason(window, Question("Let the person be told", sentence, "May be told"), reasons.append)
    if not large_first:
        switch.show(large)
    parts = (dialog.editor, dialog.accept_button, dialog.refuse_button)
    qtbot.waitUntil(lambda: all(part.height() >= part.sizeHint().height() for part in parts))
    said = [words for words in dialog.findChildren(Words) if words.isVisible()]
    qtbot.waitUntil(lambda: all(words.height() >= words.heightForWidth(words.width()) for words in said))
    qtbot.waitUntil(lambda: dialog.height() <= window.height())
