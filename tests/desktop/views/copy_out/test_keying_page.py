"""What is to be keyed elsewhere is copied line by line or whole, ticked off by keyboard, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from casework.rules.copy_out.standing import Standing
from desktop.services.copy_out.page import count_keying
from desktop.views.copy_out.keying_page import TICKED, KeyingPage
from desktop.views.desk import Place
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.keying_card import KeyingCard
from tests.desktop.services.laptop import Team
from tests.desktop.views.copy_out.gallery import fill
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import WORKER

Shown = tuple[KeyingPage, DeskRig, Team]


@pytest.fixture
def worker(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """The worker's page with something to key."""
    del switch
    with team_rig(tmp_path, WORKER) as (rig, team):
        rig.look(lambda _: fill(team))
        page = KeyingPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.show_place(Place("keying"))
        qtbot.waitUntil(lambda: page.sheet.case is not None)
        yield page, rig, team


def shown_key(page: KeyingPage) -> str:
    case = page.sheet.case
    assert case is not None
    return case.key


def test_a_record_is_copied_and_ticked_off_by_keyboard_and_the_next_is_shown(worker: Shown, qtbot: QtBot) -> None:
    """Enter, Ctrl+Shift+C, Ctrl+Enter; and what was ticked can be taken back while the message says so."""
    page, rig, _ = worker
    before, first = rig.look(count_keying), shown_key(page)
    page.list.enter()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert page.sheet.block.whole.hasFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    case = page.sheet.case
    assert case is not None
    assert QGuiApplication.clipboard().text() == case.block.text
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown_key(page) != first)
    assert rig.look(count_keying) == before - 1
    said = next(one for one in rig.said if one.words == TICKED)
    assert said.undo is not None
    said.undo()
    qtbot.waitUntil(lambda: rig.look(count_keying) == before)


def test_each_line_has_a_button_that_copies_it_and_says_of_what(worker: Shown) -> None:
    page, _, _ = worker
    case = page.sheet.case
    assert case is not None
    for number, laid in enumerate((*case.block.head, *case.block.lines)):
        button = page.sheet.findChild(QPushButton, f"copy_{number}")
        assert isinstance(button, QPushButton)
        assert button.accessibleName() == f"Copy, {laid.label}"
        button.click()
        assert QGuiApplication.clipboard().text() == laid.words


def test_what_was_keyed_stands_at_the_end_and_can_be_taken_back(worker: Shown, qtbot: QtBot) -> None:
    page, rig, _ = worker
    before = rig.look(count_keying)
    assert page.work is not None
    last = page.work.cases[-1]
    assert last.standing is Standing.KEYED
    page.list.set_current(last.key)
    assert not page.sheet.tick.isVisible()
    page.sheet.back.click()
    qtbot.waitUntil(lambda: rig.look(count_keying) == before + 1)


def test_today_says_how_much_there_is_and_leads_there(worker: Shown, qtbot: QtBot) -> None:
    _, rig, _ = worker
    card = KeyingCard(rig.desk)
    qtbot.addWidget(card)
    card.ask()
    qtbot.waitUntil(lambda: not card.isHidden())
    button = card.findChild(QPushButton, "today_keying")
    assert isinstance(button, QPushButton)
    button.click()
    assert rig.went[-1] == Place("keying")


def test_with_nothing_to_key_it_says_what_would_show_here(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    """And which lay-outs the agency has not switched on."""
    del switch
    with team_rig(tmp_path, WORKER) as (rig, _):
        page = KeyingPage(rig.desk)
        qtbot.addWidget(page)
        page.show()
        page.show_place(Place("keying"))
        qtbot.waitUntil(page.empty.isVisible)
        assert "LS/CMI" in page.off.text()
