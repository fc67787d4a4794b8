"""Notices that nobody has touched keyboard, mouse or screen for a while."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from desktop.clock import Clock

_LONGEST_LOOK_MS = 15_000
"""No look is later: the laptop may have slept, and its timers with it, without a word to anybody."""
_TOUCHED_EVERY_S = 1
_INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits ``idled`` once when ``minutes`` have passed without input in any window of the application.

    The laptop may have slept meanwhile: the first touch after that does not count as being there, it is taken
    away from the windows, and ``idled`` comes at once.
    """

    idled = Signal()
    touched = Signal()
    """Somebody is there: with what they do, at most once a second."""

    def __init__(self, clock: Clock, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QCoreApplication.instance()
        if app is None:
            raise RuntimeError("there is no application whose input could be noticed")
        self._clock = clock
        self._allowed = timedelta(minutes=minutes)
        self._touched_at: datetime = clock.now()
        self._watching = True
        self._told_at = self._touched_at
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._wait(self._allowed)
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more: the store is locked."""
        self._watching = False
        self._timer.stop()
        if app := QCoreApplication.instance():
            app.removeEventFilter(self)

    @Slot()
    def look(self) -> bool:
        """See whether the time is over; True where it was and ``idled`` has been emitted."""
        if not self._watching:
            return False
        now = self._clock.now()
        # A clock that was set back begins the wait again, which then lasts no longer than it should.
        self._touched_at = min(self._touched_at, now)
        if now - self._touched_at < self._allowed:
            if not self._timer.isActive():
                self._wait(self._allowed - (now - self._touched_at))
            return False
        self.stop()
        self.idled.emit()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note any input; swallow the one that comes too late."""
        if not self._watching or event.type() not in _INPUTS:
            return False
        if self.look():
            return True
        self._touched_at = self._clock.now()
        if abs((self._touched_at - self._told_at).total_seconds()) >= _TOUCHED_EVERY_S:
            self._told_at = self._touched_at
            self.touched.emit()
        return False

    def _wait(self, left: timedelta) -> None:
        """Look again when the time may be over, and not before: each look wakes a laptop that rests."""
        self._timer.start(min(max(1, math.ceil(left / timedelta(milliseconds=1))), _LONGEST_LOOK_MS))
