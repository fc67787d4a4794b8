"""Showing the person their copy: nothing else is there, and only the worker's passphrase leads back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.telling_decision import TellingAnswer
from casework.records.identifier import case_scope
from desktop.services.disclosure import decide_telling, telling_lines
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.case.person_page import PersonPage
from desktop.views.help.help_sheet import HelpSheet
from desktop.views.partials.rail_item import RailItem
from desktop.views.shell.shell import Shell
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.theme import ContrastMode
from desktop.views.theme.token import LIGHT_STRONG
from desktop.views.today.today_page import TodayPage
from tests.desktop.views.case_sheets.test_person_copy_sheet import SECRET, TOLD
from tests.desktop.views.desk_rig import in_lane
from tests.desktop.views.showing.whole import PASSPHRASE, WAIT_MS, WRONG, Whole, everything_said
from tests.desktop.views.unlock.keyboard import without_name

WITHHELD = (SECRET, "no protective factors", "kept in the kitchen", "Two workers", "PC Specimen", "Buzzer 3")
"""Of the same case, on the worker's screen a moment before, and not for the person."""


def type_passphrase(unlocked: Whole, passphrase: str) -> None:
    line = unlocked.showing.leaving.field.line
    QTest.keyClicks(line, passphrase)
    QTest.keyClick(line, Qt.Key.Key_Return)


def escape(unlocked: Whole) -> None:
    QTest.keyClick(QApplication.focusWidget() or unlocked.application.window, Qt.Key.Key_Escape)


def test_nothing_that_is_withheld_is_in_any_widget_while_the_copy_is_shown(unlocked: Whole) -> None:
    """Text, accessible name, description, tip, list or clipboard, shown or hidden: what is not there cannot leak."""
    unlocked.open_person()
    before = everything_said()
    assert any(words in before for words in WITHHELD)
    QApplication.clipboard().setText(SECRET)
    page = unlocked.show()
    said = everything_said()
    assert TOLD in page.paper.toPlainText()
    assert [words for words in WITHHELD if words in said] == []
    assert unlocked.application.window.findChildren(Shell) == []
    assert not [one for one in QApplication.allWidgets() if isinstance(one, PersonPage | Shell)]


def test_the_copy_fills_the_screen_alone_and_large_and_no_title_names_anybody(unlocked: Whole) -> None:
    page = unlocked.show()
    window = unlocked.application.window
    assert window.isFullScreen()
    assert page.size() == window.size()
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [window]
    assert window.windowTitle() == "Doorstep"
    assert page.paper.document().defaultFont().pointSizeF() >= 1.5 * QApplication.font().pointSizeF()
    assert without_name(page) == []


@pytest.mark.parametrize("way", ["escape", "button"])
def test_every_way_back_asks_for_the_passphrase(unlocked: Whole, qtbot: QtBot, way: str) -> None:
    """Then the window is made anew, at the person, as large as it was."""
    page, window = unlocked.show(), unlocked.application.window
    if way == "escape":
        escape(unlocked)
    else:
        page.give_back.click()
    assert page.currentWidget() is page.leaving
    assert window.findChildren(Shell) == []
    type_passphrase(unlocked, PASSPHRASE)
    qtbot.waitUntil(lambda: window.findChild(PersonPage) is not None, timeout=WAIT_MS)
    assert unlocked.application.stage is not None
    assert unlocked.application.stage.page is None
    assert not window.isFullScreen()
    main = unlocked.application.main
    assert main is not None
    assert (main.place.name, main.place.case) == ("person", unlocked.case)
    person = window.findChild(PersonPage)
    assert isinstance(person, PersonPage)
    qtbot.waitUntil(lambda: person.chronology.rows.rows.rowCount() > 0, timeout=WAIT_MS)


def test_a_wrong_passphrase_stays_and_has_one_wait(unlocked: Whole, qtbot: QtBot) -> None:
    page = unlocked.show()
    escape(unlocked)
    type_passphrase(unlocked, WRONG)
    qtbot.waitUntil(
        lambda: page.leaving.notice.sentence.startswith("Wrong passphrase. You can try again in"), timeout=WAIT_MS
    )
    assert page.leaving.field.text == ""
    type_passphrase(unlocked, PASSPHRASE)  # too soon: not even looked at
    assert not page.leaving.busy
    assert unlocked.showing is page
    unlocked.clock.advance(seconds=61)
    qtbot.waitUntil(lambda: page.leaving.notice.sentence.endswith("You can try again now."), timeout=WAIT_MS)
    page.leaving.field.forget()
    type_passphrase(unlocked, PASSPHRASE)
    qtbot.waitUntil(lambda: unlocked.application.main is not None, timeout=WAIT_MS)


def test_nothing_typed_and_escape_again_lead_back_to_the_copy_and_nowhere_else(unlocked: Whole) -> None:
    page = unlocked.show()
    escape(unlocked)
    type_passphrase(unlocked, "")
    assert page.leaving.field.error == "Enter your passphrase."
    escape(unlocked)
    assert page.currentIndex() == 0
    assert unlocked.showing is page


@pytest.mark.parametrize("keys", ["Ctrl+K", "Ctrl+N", "Ctrl+B", "Alt+Left", "Ctrl+Shift+N", "F5", "Menu"])
def test_no_key_of_the_application_leads_anywhere(unlocked: Whole, keys: str) -> None:
    page = unlocked.show()
    combination = Qt.Key.Key_Menu if keys == "Menu" else None
    if combination is not None:
        QTest.keyClick(page.paper, combination)
    else:
        QTest.keySequence(page.paper, keys)
    assert unlocked.showing is page
    assert page.currentIndex() == 0
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("on_passphrase", [False, True])
def test_no_key_brings_the_help_before_the_person(unlocked: Whole, on_passphrase: bool) -> None:
    """Neither over the copy nor where the passphrase is asked for, and one that was open is gone."""
    assert unlocked.application.main is not None
    unlocked.application.main.help_key.show_help()
    page = unlocked.show()
    if on_passphrase:
        escape(unlocked)
    QTest.keySequence(page.leaving.field.line if on_passphrase else page.paper, "F1")
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpSheet) and one.isVisible()] == []
    assert unlocked.application.window.findChildren(HelpSheet) == []


@pytest.mark.parametrize("on_passphrase", [False, True])
def test_ctrl_l_still_locks(unlocked: Whole, on_passphrase: bool) -> None:
    page = unlocked.show()
    if on_passphrase:
        escape(unlocked)
    QTest.keySequence(page.leaving.field.line if on_passphrase else page.paper, "Ctrl+L")
    assert unlocked.locked == ["again"]
    assert not page.isVisible()
    assert unlocked.application.opened is None


def test_a_laptop_locked_while_the_copy_is_shown_comes_back_to_the_person(unlocked: Whole, qtbot: QtBot) -> None:
    """Neither before nor without the passphrase; then to the page of whoever was shown it, and no other name."""
    page = unlocked.show()
    QTest.keySequence(page.paper, "Ctrl+L")
    unlocked.begin_anew()
    assert "Testcase" not in everything_said()
    unlocked.unlock()
    main = unlocked.application.main
    assert main is not None
    qtbot.waitUntil(lambda: main.place.name == "person", timeout=WAIT_MS)
    assert main.place.case == unlocked.case
    assert unlocked.application.window.findChildren(TodayPage) == []


def test_more_contrast_is_chosen_in_the_window_and_kept(unlocked: Whole) -> None:
    """Larger text leaves it as it is; the locked page of the next process is dressed so, too."""
    main = unlocked.application.main
    assert main is not None
    item = main.rail.findChild(RailItem, "rail_contrast")
    assert item is not None
    assert item.trailing == "System"
    QTest.keySequence(main, "Ctrl+Shift+H")
    assert item.trailing == "More"
    unlocked.application._on_larger()
    assert current_tokens() is LIGHT_STRONG
    unlocked.application.lock()
    unlocked.begin_anew()
    themes = unlocked.application.themes
    assert (themes.theme.contrast, themes.theme.text_scale) == (ContrastMode.MORE, 1.25)
    assert current_tokens().strong


def test_an_untouched_laptop_still_locks(unlocked: Whole) -> None:
    unlocked.show()
    unlocked.clock.advance(minutes=6)
    assert unlocked.application.idle is not None
    unlocked.application.idle.look()
    assert unlocked.locked == ["again"]


def test_what_is_withdrawn_meanwhile_goes_from_the_screen_at_once(unlocked: Whole, qtbot: QtBot) -> None:
    page = unlocked.show()
    assert TOLD in page.paper.toPlainText()

    def withdraw(session: Session) -> Change:
        scope = case_scope(unlocked.case)
        state = next(iter(session.store.records("risk_scenario", scope)))
        line = next(one for one in telling_lines(session, scope, state.record) if one.field == "what")
        return decide_telling(session, line, TellingAnswer.WITHHOLD, "Not now.")

    change = in_lane(unlocked.application.store_lane, lambda: withdraw(unlocked.application.desk.session))
    unlocked.application.desk.changed.emit(change)
    qtbot.waitUntil(lambda: TOLD not in everything_said(), timeout=WAIT_MS)


def test_messages_and_faults_wait_until_the_worker_has_the_laptop_back(unlocked: Whole, qtbot: QtBot) -> None:
    unlocked.show()
    unlocked.application.desk.say("Something about somebody.")
    unlocked.application._show_fault("The disk is full.")
    assert "somebody" not in everything_said()
    assert "disk" not in everything_said()
    escape(unlocked)
    type_passphrase(unlocked, PASSPHRASE)
    qtbot.waitUntil(lambda: "The disk is full." in everything_said(), timeout=WAIT_MS)


def test_without_a_passphrase_to_ask_for_nothing_is_shown(unlocked: Whole) -> None:
    sheet = unlocked.copy_sheet()
    unlocked.application.desk.passphrase = None
    sheet.show_button.click()
    QApplication.processEvents()
    assert unlocked.application.stage is not None
    assert unlocked.application.stage.page is None
    window: QMainWindow = unlocked.application.window
    assert isinstance(window.centralWidget(), QWidget)
