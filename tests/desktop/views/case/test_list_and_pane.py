"""A list and its pane: beside each other, or below each other with air at both sides."""

from PySide6.QtWidgets import QListView, QTextEdit
from pytestqt.qtbot import QtBot

from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from desktop.views.theme.token import SPACE_24
from tests.desktop.views.desk_rig import show_window


def test_a_list_above_its_pane_does_not_touch_the_edge_of_the_window(switch: ThemeSwitch, qtbot: QtBot) -> None:
    del switch
    left, pane = QListView(), QTextEdit()
    both = ListAndPane(left, pane)
    qtbot.addWidget(both)
    show_window(both, qtbot)
    both.resize(600, 600)
    qtbot.waitUntil(lambda: left.geometry().right() == both.width() - SPACE_24 - 1)
    assert left.geometry().left() == SPACE_24
    assert pane.geometry().top() > left.geometry().bottom()
    both.resize(1100, 600)
    qtbot.waitUntil(lambda: pane.geometry().left() > left.geometry().right())


def test_larger_text_puts_the_pane_below_the_list_without_the_window_being_resized(
    switch: ThemeSwitch, qtbot: QtBot
) -> None:
    left, pane = QListView(), QTextEdit()
    both = ListAndPane(left, pane)
    qtbot.addWidget(both)
    show_window(both, qtbot)
    both.resize(1100, 600)
    qtbot.waitUntil(lambda: pane.geometry().left() > left.geometry().right())
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    qtbot.waitUntil(lambda: pane.geometry().top() > left.geometry().bottom())
    qtbot.waitUntil(lambda: left.geometry().right() == both.width() - SPACE_24 - 1)


def test_a_list_above_its_pane_takes_no_more_than_its_rows_need(switch: ThemeSwitch, qtbot: QtBot) -> None:
    """One row must not keep a third of the height while the decision is read through what is left."""
    del switch
    left, pane = QListView(), QTextEdit()
    both = ListAndPane(left, pane, list_px=lambda: 90)
    qtbot.addWidget(both)
    show_window(both, qtbot)
    both.resize(600, 600)
    qtbot.waitUntil(lambda: pane.geometry().top() > left.geometry().bottom())
    qtbot.waitUntil(lambda: left.height() == 90)
    both.resize(1100, 600)
    qtbot.waitUntil(lambda: left.height() > 500)
