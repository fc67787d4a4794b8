"""What is typed into a window that is still empty: kept, and given to the field that comes, in the same order.

On a laptop of nobody the first page cannot be made before the program has been loaded, which takes seconds on a slow
one. Whoever types the office's address or a code meanwhile would find its first letters gone.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

MOST: Final = 500
"""So many keys are more than anybody types meanwhile: a book that lies on the keyboard is not kept."""
_MOVES: Final = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)
_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class EarlyKeys(QObject):
    """Listens from the moment it is made until `give` or `drop`. What it keeps is in memory alone."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._kept: list[QKeyEvent] = []
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep keys that write or move; shortcuts do what they always do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_typed(event):
            if len(self._kept) < MOST:
                self._kept.append(event.clone())
            return True
        return False

    def give(self) -> None:
        """Give what was kept to the field with the focus, and on from there as the keys themselves go on."""
        kept = self._end()
        for event in kept:
            there = self._window.focusWidget()
            if not isinstance(there, QLineEdit):
                return  # Nothing that is pressed blindly may press a button.
            if event.key() in _ENDS and there.echoMode() is not QLineEdit.EchoMode.Normal:
                return  # Nor send a passphrase off: whose profile it is tried at, nobody has seen yet.
            QApplication.sendEvent(there, event)

    def drop(self) -> None:
        """Forget it: what has come is nothing to type into."""
        self._end()

    def _end(self) -> list[QKeyEvent]:
        self._window.removeEventFilter(self)
        kept, self._kept = self._kept, []
        self.deleteLater()
        return kept


def _is_typed(event: QKeyEvent) -> bool:
    if event.modifiers() & ~_PLAIN:
        # Letters of the third level come with AltGr, which some systems call Ctrl and Alt: what writes is what counts.
        return event.text().isprintable() and len(event.text()) == 1
    return event.key() in _MOVES or (event.text().isprintable() and bool(event.text()))
