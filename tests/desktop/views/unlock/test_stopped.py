"""Where the store cannot be opened, the page says why, and Enter tries again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, apply_theme
from desktop.views.unlock.stopped_page import StoppedPage
from tests.desktop.views.unlock.gallery import PAGES
from tests.desktop.views.unlock.keyboard import button, enter, focused, press, show_active, without_name


@pytest.fixture
def page(switch: ThemeSwitch, qtbot: QtBot) -> StoppedPage:
    page = StoppedPage()
    page.show_fault("The disk is full", "Make room and try again. Nothing is lost.")
    show_active(page, qtbot)
    return page


def test_it_says_what_happened_and_what_to_do(page: StoppedPage) -> None:
    texts = [label.text() for label in page.findChildren(QLabel) if label.objectName().startswith("stopped")]
    assert texts == ["The disk is full", "Make room and try again. Nothing is lost."]
    assert focused().accessibleDescription() == "The disk is full Make room and try again. Nothing is lost."
    assert without_name(page) == []


def test_enter_tries_again_and_tab_closes(page: StoppedPage, qtbot: QtBot) -> None:
    assert focused() is button(page, "retry_button")
    with qtbot.waitSignal(page.retry_requested):
        enter()
    press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.close_requested):
        press(Qt.Key.Key_Space)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_cut_off_at_twice_the_text(name: str, switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, Theme(ThemeMode.DARK, 2.0, reduced_motion=True))
    page = PAGES[name]()
    show_active(page, qtbot)
    column = page.findChild(QScrollArea)
    assert isinstance(column, QScrollArea)
    content = column.widget()
    assert isinstance(content, QWidget)
    assert content.width() <= column.viewport().width()
    for child in content.findChildren(QWidget):
        if child.isVisible():
            right = child.mapTo(content, child.rect().topRight()).x()
            assert right < content.width(), child.objectName()
