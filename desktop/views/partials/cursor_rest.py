"""A cursor that stands still when nobody types: each time it blinks it wakes a laptop that rests, twice a second."""

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

RESTS_AFTER_MS = 10_000
_INPUTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn})


class CursorRest(QObject):
    """Lets the cursor blink while somebody does something in a window, and some seconds longer. It stays visible."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._blinks_ms = QApplication.cursorFlashTime()
        self._timer = QTimer(self, singleShot=True, interval=RESTS_AFTER_MS)
        self._timer.timeout.connect(self.rest)
        self._timer.start()
        # What comes from the system comes through here first, and nothing else does: no painting, no timers.
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice what somebody does."""
        if event.type() in _INPUTS:
            self.touch()
        return False

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if QApplication.cursorFlashTime() != self._blinks_ms:
            QApplication.setCursorFlashTime(self._blinks_ms)
        self._timer.start()

    @Slot()
    def rest(self) -> None:
        """Nobody has done anything: stand still."""
        QApplication.setCursorFlashTime(0)
