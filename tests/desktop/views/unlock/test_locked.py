"""Unlocking by keyboard: the field has the focus, keeps nothing, and says how long to wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import ThemeSwitch
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.wish import ProfileChoice, UnlockWish
from tests.desktop.views.unlock.keyboard import (
    button,
    enter,
    focused,
    line,
    press,
    sentence,
    show_active,
    tab_order,
    without_name,
    write,
)

ONE = (ProfileChoice("p1", "Profile 1"),)
TWO = (*ONE, ProfileChoice("p2", "CE"))
SECRET = "heron lantern gravel quilt"


@pytest.fixture
def page(switch: ThemeSwitch, qtbot: QtBot) -> LockedPage:
    page = LockedPage()
    page.show_profiles(ONE, ())
    show_active(page, qtbot)
    return page


def test_a_person_types_and_presses_enter(page: LockedPage, qtbot: QtBot) -> None:
    assert focused() is line(page, "passphrase")
    write(SECRET)
    with qtbot.waitSignal(page.unlock_requested) as asked:
        enter()
    assert asked.args == [UnlockWish("p1", SECRET)]
    assert SECRET not in repr(asked.args)


def test_a_used_passphrase_is_gone_and_undo_does_not_bring_it_back(page: LockedPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: line(page, "passphrase").echoMode() is QLineEdit.EchoMode.Normal)
    write(SECRET)
    enter()
    page.show_busy(False)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(page, "passphrase").text() == ""
    assert not line(page, "passphrase").isUndoAvailable()
    assert line(page, "passphrase").echoMode() is QLineEdit.EchoMode.Password


def test_nothing_is_asked_twice_while_the_key_is_derived(page: LockedPage, qtbot: QtBot) -> None:
    write(SECRET)
    enter()
    assert button(page, "unlock_button").text() == "Unlocking…"
    assert not button(page, "unlock_button").isEnabled()
    assert focused() is line(page, "passphrase")
    with qtbot.assertNotEmitted(page.unlock_requested):
        write("again")
        enter()
    assert line(page, "passphrase").text() == ""


def test_an_empty_field_says_what_to_enter(page: LockedPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.unlock_requested):
        enter()
    assert line(page, "passphrase").accessibleDescription() == "Error: Enter your passphrase."
    write("h")
    assert line(page, "passphrase").accessibleDescription() == ""


def test_a_wrong_passphrase_says_how_long_to_wait_and_whom_to_phone(page: LockedPage, qtbot: QtBot) -> None:
    write(SECRET)
    enter()
    page.show_wait(3.4)
    assert sentence(page, "locked_notice") == (
        "Important: Wrong passphrase. You can try again in 4 seconds. Forgotten it? Choose: I cannot unlock."
    )
    assert focused() is line(page, "passphrase")
    write(SECRET)
    with qtbot.assertNotEmitted(page.unlock_requested):
        enter()
    assert line(page, "passphrase").text() == SECRET


def test_after_the_wait_it_can_be_tried_again(page: LockedPage, qtbot: QtBot) -> None:
    page.show_wait(0.3)
    assert not button(page, "unlock_button").isEnabled()
    assert "in 1 second." in sentence(page, "locked_notice")
    qtbot.waitUntil(button(page, "unlock_button").isEnabled)
    assert "You can try again now." in sentence(page, "locked_notice")
    write(SECRET)
    with qtbot.waitSignal(page.unlock_requested):
        enter()


def test_the_first_wrong_passphrase_needs_no_wait(page: LockedPage, qtbot: QtBot) -> None:
    page.show_wait(0)
    assert button(page, "unlock_button").isEnabled()
    assert "Wrong passphrase. You can try again now." in sentence(page, "locked_notice")


def test_a_fault_is_told_and_the_field_is_there_again(page: LockedPage) -> None:
    write(SECRET)
    enter()
    page.show_fault("Unlock the laptop's key store and try again.")
    assert sentence(page, "locked_notice") == "Important: Unlock the laptop's key store and try again."
    assert button(page, "unlock_button").isEnabled()
    write("h")
    assert line(page, "passphrase").text() == "h"


def test_one_of_several_people_is_chosen_by_keyboard(page: LockedPage, qtbot: QtBot) -> None:
    page.show_profiles(TWO, ("A profile cannot be read.",))
    assert sentence(page, "locked_problems") == "Warning: A profile cannot be read."
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    write(SECRET)
    with qtbot.waitSignal(page.unlock_requested) as asked:
        enter()
    assert asked.args == [UnlockWish("p2", SECRET)]


def test_the_wait_of_one_person_does_not_stop_another(page: LockedPage) -> None:
    page.show_profiles(TWO, ())
    page.show_wait(60)
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down)
    assert button(page, "unlock_button").isEnabled()
    assert sentence(page, "locked_notice") == ""


def test_tab_goes_through_the_page_in_reading_order(page: LockedPage) -> None:
    page.show_profiles(TWO, ())
    order = tab_order(page)
    assert order == [
        "passphrase",
        "passphrase_show",
        "unlock_button",
        "cannot_unlock_button",
        "new_person_button",
        "locked_help",
        "profile_choice",
    ]
    assert without_name(page) == []


def test_whoever_cannot_unlock_says_so_for_the_profile_that_is_chosen(page: LockedPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.recovery_requested) as asked:
        press(Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["p1"]


def test_another_person_can_be_set_up(page: LockedPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.newcomer_requested):
        press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(page.newcomer_requested):
        button(page, "new_person_button").setFocus()
        enter()


def test_where_no_profile_can_be_read_there_is_no_field(switch: ThemeSwitch, qtbot: QtBot) -> None:
    page = LockedPage()
    page.show_profiles((), ("A profile cannot be read.",))
    show_active(page, qtbot)
    assert not line(page, "passphrase").isVisible()
    assert focused() is button(page, "new_person_button")
    assert focused().accessibleName() == "Set up this laptop"
