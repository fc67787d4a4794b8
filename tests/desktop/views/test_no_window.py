"""A part that is being made never flashes up as a window of its own: that would take the focus from the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.field import Field
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.theme import ThemeSwitch


class _ShowWatch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return super().eventFilter(watched, event)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Card("Visits"),
        lambda: EmptyState("ph.tray", "Nothing", "Nothing yet.", name="empty", action="Go"),
        lambda: Field("&Day", QLineEdit(), name="day", hint="Such as 5/3"),
        lambda: Notice(NoticeKind.INFO, "Words.", name="notice", action="Read it"),
    ],
)
def test_making_a_part_shows_no_window(
    make: Callable[[], QWidget], switch: ThemeSwitch, qapp: QApplication, qtbot: QtBot
) -> None:
    watch = _ShowWatch()
    qapp.installEventFilter(watch)
    qtbot.addWidget(make())
    qapp.removeEventFilter(watch)
    assert watch.shown == []
