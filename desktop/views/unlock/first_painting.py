"""When a window has been painted for the first time: what is loaded until then would only keep it from coming."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

LONGEST_MS = 1000
"""After so long it is as if it had been painted: it may have been begun minimised."""

_PAINTINGS = frozenset({QEvent.Type.UpdateRequest, QEvent.Type.Paint})


class FirstPainting(QObject):
    """``painted`` is emitted once, when the window's first painting is over, or after ``LONGEST_MS``."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_waiting = True
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look out for it; it is painted all the same."""
        if event.type() in _PAINTINGS:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    @Slot()
    def _end(self) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._window.removeEventFilter(self)
            self.painted.emit()
