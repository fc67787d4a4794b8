"""“I cannot unlock” by keyboard: ask, read the code out, choose a new passphrase."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.partials.label import Words
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.unlock.recovery_page import RecoveryPage
from desktop.views.unlock.wish import RecoveryLook, UnlockWish
from tests.desktop.views.unlock.gallery import look
from tests.desktop.views.unlock.keyboard import (
    button,
    enter,
    focused,
    line,
    sentence,
    show_active,
    without_name,
    write,
)

CODE = "K7QX-2MHD-RVB4-ZT5N"
SECRET = "quarry feather ordinary salmon drum"


@pytest.fixture
def page(switch: ThemeSwitch, qtbot: QtBot) -> RecoveryPage:
    page = RecoveryPage(look)
    page.begin("p1")
    show_active(page, qtbot)
    return page


def words(page: RecoveryPage, name: str) -> str:
    found = page.findChild(Words, name)
    assert isinstance(found, Words)
    return found.text() if found.isVisible() else ""


def test_enter_asks_and_the_code_is_there_to_be_read_out(page: RecoveryPage, qtbot: QtBot) -> None:
    assert focused() is button(page, "recovery_ask_button")
    with qtbot.waitSignal(page.asked) as asked:
        enter()
    assert asked.args == ["p1"]
    with qtbot.assertNotEmitted(page.asked):
        enter()
    page.show_look(RecoveryLook("p1", CODE, 0))
    assert words(page, "recovery_code") == "K7QX - 2MHD - RVB4 - ZT5N"
    assert "Neither officer" in words(page, "recovery_given")
    page.show_look(RecoveryLook("p1", CODE, 1))
    assert "One officer" in words(page, "recovery_given")
    assert without_name(page) == []


def test_both_answers_let_a_new_passphrase_be_chosen(page: RecoveryPage, qtbot: QtBot) -> None:
    page.show_look(RecoveryLook("p1", CODE, 2))
    assert words(page, "recovery_code") == ""
    assert focused() is line(page, "passphrase")
    write(SECRET)
    enter()
    write(SECRET)
    with qtbot.waitSignal(page.chosen) as chosen:
        enter()
    assert chosen.args == [UnlockWish("p1", SECRET)]
    assert without_name(page) == []


def test_a_fault_is_said_and_it_can_be_asked_again(page: RecoveryPage, qtbot: QtBot) -> None:
    enter()
    page.show_fault("The office cannot be reached.")
    assert sentence(page, "recovery_fault") == "Important: The office cannot be reached."
    with qtbot.waitSignal(page.asked):
        enter()


def test_what_was_typed_is_forgotten_when_another_page_comes(page: RecoveryPage) -> None:
    page.show_look(RecoveryLook("p1", CODE, 2))
    write(SECRET)
    page.hide()
    assert line(page, "passphrase").text() == ""


def test_an_answer_that_comes_once_the_page_was_left_is_not_shown(page: RecoveryPage) -> None:
    """Nor one for another profile; a page out of sight would go on asking, with a new key after each unlocking."""
    enter()
    page.hide()
    page.show_look(RecoveryLook("p1", CODE, 0))
    assert page.profile_id == ""
    assert not page._timer.isActive()
    page.begin("p2")
    page.show()
    for given in (0, 2):
        page.show_look(RecoveryLook("p1", CODE, given))
        assert words(page, "recovery_code") == ""
        assert button(page, "recovery_ask_button").isVisible()
    page.show_look(RecoveryLook("p2", CODE, 0))
    assert words(page, "recovery_code") != ""
    assert page._timer.isActive()


def test_looking_by_itself_says_nothing_until_there_is_news(
    page: RecoveryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is reading the code out, letter by letter."""
    said: list[str] = []
    monkeypatch.setattr("desktop.views.unlock.recovery_page.announce", lambda _page, words: said.append(words))
    page.show_look(RecoveryLook("p1", CODE, 0))
    ask = button(page, "recovery_ask_button")
    with qtbot.waitSignal(page.asked):
        page._timer.timeout.emit()
    assert ask.accessibleName() == "Look for the answer"
    page.show_look(RecoveryLook("p1", CODE, 0))
    assert said == []
    page.show_look(RecoveryLook("p1", CODE, 1))
    assert said == [words(page, "recovery_given")]
    with qtbot.waitSignal(page.asked):
        page._timer.timeout.emit()
    with qtbot.assertNotEmitted(page.asked):
        enter()
    assert ask.accessibleName() == "Asking the office…"
