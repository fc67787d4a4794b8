"""Ctrl+L where no shortcut of the window reaches: a sheet, a question or a menu is open over it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class LockKey(QObject):
    """``pressed`` when Ctrl+L comes to any window while ``window`` is shown, and nothing else has taken it.

    Qt gives no shortcut to a window that a modal one stands over; what is left of the key comes by here.
    """

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QCoreApplication.instance()
        if app is None:
            raise RuntimeError("there is no application whose keys could be noticed")
        self._window = window
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+L; everything else goes on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_L or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if not self._window.isVisible():
            return False
        self.pressed.emit()
        return True
