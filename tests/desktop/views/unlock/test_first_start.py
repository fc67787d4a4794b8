"""Setting up by keyboard: field by field with Enter, told what is wrong beside it, losing nothing."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from casework.ledger.enrolment_code import bare_code
from desktop.store.passphrase import passphrase_strength
from desktop.store.profile import LABEL_HINT
from desktop.store.profile_list import LONGEST_LABEL
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.unlock.first_start_page import FirstStartPage
from desktop.views.unlock.strength_meter import StrengthMeter
from desktop.views.unlock.wish import EnrolWish, StrengthLook
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

GOOD = "heron lantern gravel quilt seven"
CODE, OTHER_CODE = "ABCD EFGH JKLM NPQR STUV WXYZ 2345", "9876-5432-ZYXW-VUTS-RQPN-MLKJ-HGFE"
GUARD = "This laptop's key store and your passphrase guard the key."


def look(text: str) -> StrengthLook:
    found = passphrase_strength(text)
    return StrengthLook(found.score, found.sentence, found.acceptable)


@pytest.fixture
def page(switch: ThemeSwitch, qtbot: QtBot) -> FirstStartPage:
    page = FirstStartPage(look, LABEL_HINT)
    page.show_guard(GUARD, usable=True, has_recovery_key=True)
    show_active(page, qtbot)
    return page


def fill_office() -> None:
    """From the first field to the second step."""
    write("doorstep.example")
    enter()
    write(CODE)
    enter()


def words(page: FirstStartPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def test_enter_leads_from_field_to_field_to_the_store(page: FirstStartPage, qtbot: QtBot) -> None:
    assert focused() is line(page, "server_url")
    fill_office()
    assert focused() is line(page, "passphrase")
    write(GOOD)
    enter()
    write(GOOD)
    with qtbot.waitSignal(page.enrol_requested) as asked:
        enter()
    assert asked.args == [EnrolWish("https://doorstep.example", bare_code(CODE), GOOD, "Profile 1")]
    assert GOOD not in repr(asked.args)
    assert bare_code(CODE) not in repr(asked.args)
    assert words(page, "progress_words") == "Preparing this laptop…"


def test_what_is_missing_is_said_beside_its_field(page: FirstStartPage) -> None:
    line(page, "label").setText(" ")
    line(page, "server_url").setText("http://doorstep.example")
    button(page, "next_button").setFocus()
    enter()
    assert "Error: The office's address begins with https://" in line(page, "server_url").accessibleDescription()
    assert "Error: Enter the one-time code" in line(page, "code").accessibleDescription()
    assert "Error: Choose a label" in line(page, "label").accessibleDescription()
    assert focused() is line(page, "server_url")
    write("s")
    assert "Error" not in line(page, "server_url").accessibleDescription()
    assert "Error" in line(page, "code").accessibleDescription()


@pytest.mark.parametrize(
    ("typed", "said"),
    [(CODE[2:], "26 of 28 are here"), (CODE + "6", "29 of 28 are here"), (CODE.replace("A", "0"), "There is no 0")],
)
def test_a_code_that_is_not_whole_is_noticed_before_a_passphrase_is_thought_of(
    page: FirstStartPage, typed: str, said: str
) -> None:
    """As when somebody began to type before the page was there: the office would refuse it two steps later."""
    write("doorstep.example")
    enter()
    write(typed)
    enter()
    assert focused() is line(page, "code")
    assert said in line(page, "code").accessibleDescription()


def test_the_label_says_who_can_read_it_and_is_no_longer_than_is_kept(page: FirstStartPage) -> None:
    assert line(page, "label").accessibleDescription() == LABEL_HINT
    assert line(page, "label").maxLength() == LONGEST_LABEL


def test_a_weak_passphrase_is_not_taken(page: FirstStartPage, qtbot: QtBot) -> None:
    fill_office()
    write("password")
    enter()
    with qtbot.assertNotEmitted(page.enrol_requested):
        enter()
    assert look("password").sentence in line(page, "passphrase").accessibleDescription()
    assert focused() is line(page, "passphrase")
    assert line(page, "passphrase").text() == "password"


def test_the_two_must_be_the_same(page: FirstStartPage, qtbot: QtBot) -> None:
    fill_office()
    write(GOOD)
    enter()
    with qtbot.assertNotEmitted(page.enrol_requested):
        enter()
        assert "Type the passphrase once more" in line(page, "passphrase_again").accessibleDescription()
        write(GOOD + "x")
        enter()
    assert "not the same" in line(page, "passphrase_again").accessibleDescription()
    press(Qt.Key.Key_Backspace)
    with qtbot.waitSignal(page.enrol_requested):
        enter()


def test_strength_is_judged_at_a_pause_and_not_with_every_key(switch: ThemeSwitch, qtbot: QtBot) -> None:
    asked: list[str] = []

    def counted(text: str) -> StrengthLook:
        asked.append(text)
        return look(text)

    page = FirstStartPage(counted, LABEL_HINT)
    show_active(page, qtbot)
    fill_office()
    asked.clear()
    write(GOOD)
    meter = page.findChild(StrengthMeter, "strength")
    assert isinstance(meter, StrengthMeter)
    qtbot.waitUntil(lambda: meter.sentence == look(GOOD).sentence)
    # One pause can fall among the keys where the machine is slow; one question a key would be 32.
    assert asked[-1] == GOOD
    assert len(asked) < 5


def test_both_fields_are_shown_and_hidden_together(page: FirstStartPage, qtbot: QtBot) -> None:
    fill_office()
    fields = [line(page, name) for name in ("passphrase", "passphrase_again")]

    def all_in(mode: QLineEdit.EchoMode) -> bool:
        return all(field.echoMode() is mode for field in fields)

    for key, mode in ((Qt.Key.Key_S, QLineEdit.EchoMode.Normal), (Qt.Key.Key_H, QLineEdit.EchoMode.Password)):
        press(key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(partial(all_in, mode))
        assert focused() is fields[0]


def test_a_fault_leads_back_with_everything_typed(page: FirstStartPage, qtbot: QtBot) -> None:
    fill_office()
    write(GOOD)
    enter()
    write(GOOD)
    enter()
    page.show_progress("Your cases are coming", 12, 23)
    page.show_fault("The code is used up. Ask for a new one.")
    assert sentence(page, "first_start_notice") == "Important: The code is used up. Ask for a new one."
    assert focused() is line(page, "code")
    write(OTHER_CODE)
    enter()
    enter()
    assert sentence(page, "first_start_notice") == ""
    with qtbot.waitSignal(page.enrol_requested) as asked:
        button(page, "begin_button").setFocus()
        enter()
    assert asked.args == [EnrolWish("https://doorstep.example", OTHER_CODE, GOOD, "Profile 1")]


def test_a_fault_of_the_passphrase_leads_to_the_passphrase(page: FirstStartPage) -> None:
    fill_office()
    page.show_fault("Choose another passphrase.", at="passphrase")
    assert focused() is line(page, "passphrase")
    assert sentence(page, "first_start_notice") == "Important: Choose another passphrase."


def test_the_cases_that_came_are_counted(page: FirstStartPage) -> None:
    bar = page.findChild(QProgressBar, "progress")
    assert isinstance(bar, QProgressBar)
    page.show_progress("Making your store…", 0, 0)
    assert words(page, "progress_words") == "Making your store…"
    assert bar.maximum() == 0
    page.show_progress("Your cases are coming", 12, 23)
    assert words(page, "progress_words") == "Your cases are coming: 12 of 23"
    assert (bar.value(), bar.maximum()) == (12, 23)


def test_a_laptop_that_cannot_guard_keys_says_so_and_stops(page: FirstStartPage, qtbot: QtBot) -> None:
    page.show_guard("This laptop has no key store.", usable=False, has_recovery_key=True)
    assert sentence(page, "guard_notice") == "Important: This laptop has no key store."
    fill_office()
    assert focused() is line(page, "code")
    assert not button(page, "next_button").isEnabled()
    page.show_guard(GUARD, usable=True, has_recovery_key=True)
    enter()
    assert sentence(page, "guard_notice") == ""
    assert words(page, "guard_sentence") == GUARD


def test_a_forgotten_passphrase_without_recovery_key_is_told_of_before(page: FirstStartPage) -> None:
    fill_office()
    assert sentence(page, "recovery_notice") == ""
    page.show_guard(GUARD, usable=True, has_recovery_key=False)
    assert "if you forget the passphrase, what has not reached the office is lost" in sentence(page, "recovery_notice")


def test_back_leads_to_the_step_before_and_then_away(page: FirstStartPage, qtbot: QtBot) -> None:
    fill_office()
    button(page, "passphrase_back_button").setFocus()
    enter()
    assert line(page, "code").isVisible()
    assert line(page, "code").text() == CODE
    with qtbot.waitSignal(page.back_requested):
        button(page, "back_button").setFocus()
        enter()
    page.show_back(False)
    assert not button(page, "back_button").isVisible()


def test_secrets_are_forgotten_when_another_page_takes_the_place(switch: ThemeSwitch, qtbot: QtBot) -> None:
    stack, page = QStackedWidget(), FirstStartPage(look, LABEL_HINT)
    stack.addWidget(page)
    stack.addWidget(QWidget())
    show_active(stack, qtbot)
    fill_office()
    write(GOOD)
    stack.setCurrentIndex(1)
    stack.setCurrentIndex(0)
    assert line(page, "server_url").text() == "https://doorstep.example"
    assert [line(page, name).text() for name in ("code", "passphrase", "passphrase_again")] == ["", "", ""]
    assert focused() is line(page, "code")


def test_tab_goes_through_the_steps_in_reading_order(page: FirstStartPage) -> None:
    assert tab_order(page) == ["server_url", "code", "label", "next_button", "back_button"]
    fill_office()
    assert tab_order(page) == [
        "passphrase",
        "passphrase_show",
        "passphrase_again",
        "begin_button",
        "passphrase_back_button",
    ]
    assert without_name(page) == []
