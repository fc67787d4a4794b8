"""The line a passphrase is typed into: the accessibility bus is told of dots while dots are shown.

Qt tells the bus each letter as it is typed, and the whole passphrase as it is taken away, whatever is shown
(``QAccessibleTextInsertEvent`` of ``QWidgetLineControl``, Qt 6.11).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from casework.words import say

DOT: Final = "●"
_EDITS: Final = (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Drop)
_MOVES: Final = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
"""Keys that change no letter: what they lead to is told as always."""


class PassphraseLine(QLineEdit):
    """A line whose letters are told nobody, unless they are shown on the screen."""

    def event(self, event: QEvent) -> bool:
        """Take in what was typed, dropped or pasted, and tell the bus of as many dots."""
        if not _may_edit(event):
            return super().event(event)
        with self._told_as_dots():
            return super().event(event)

    def setText(self, text: str | None) -> None:
        """Put another text in its place."""
        if not text and not self.text():
            super().setText("")  # There is nothing to tell, whatever is shown.
            return
        with self._told_as_dots():
            super().setText(text)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to paste. The lines of Qt's own menu would edit past this class."""
        menu = QMenu(self)
        menu.setObjectName("passphrase_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QAction(say("&Paste"), menu)
        action.triggered.connect(self._on_paste)
        menu.addAction(action)
        menu.popup(event.globalPos())

    @Slot()
    def _on_paste(self) -> None:
        with self._told_as_dots():
            self.paste()

    @contextmanager
    def _told_as_dots(self) -> Iterator[None]:
        """Tell nothing of what is changed meanwhile, and then how many letters more or fewer there are."""
        from PySide6.QtGui import QAccessible  # Not before the first window: nothing is told of what is not there yet.

        if self.echoMode() == QLineEdit.EchoMode.Normal or not QAccessible.isActive():
            yield
            return
        before = len(self.text())
        QAccessible.setActive(False)
        try:
            yield
        finally:
            QAccessible.setActive(True)
        self._tell(len(self.text()) - before)

    def _tell(self, more: int) -> None:
        from PySide6.QtGui import (
            QAccessible,
            QAccessibleTextCursorEvent,
            QAccessibleTextInsertEvent,
            QAccessibleTextRemoveEvent,
        )

        place = self.cursorPosition()
        if more > 0:
            QAccessible.updateAccessibility(QAccessibleTextInsertEvent(self, max(0, place - more), DOT * more))
        elif more < 0:
            QAccessible.updateAccessibility(QAccessibleTextRemoveEvent(self, place, DOT * -more))
        if more:
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, place))


def _may_edit(event: QEvent) -> bool:
    """Whether letters may come or go by this event."""
    if isinstance(event, QMouseEvent):
        # The middle button pastes on Linux, as it is let go.
        return event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.MiddleButton
    moves = isinstance(event, QKeyEvent) and event.key() in _MOVES
    return event.type() in _EDITS and not moves
