"""The wait after a wrong passphrase, said second by second: the same wherever one is asked for."""

import math

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot

from casework.words import say, say_count

_TICK_MS = 200


class Countdown(QObject):
    """``told`` carries what to say, also the moment that the wait is over; by then ``running`` is false."""

    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._over = QDeadlineTimer(0)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @property
    def running(self) -> bool:
        """Whether nobody can try yet."""
        return self._timer.isActive()

    def start(self, seconds: float) -> None:
        """Count down from so many seconds; 0 is at once."""
        self._over = QDeadlineTimer(max(math.ceil(seconds * 1000), 0))
        self._timer.start()
        self._on_tick()

    def stop(self) -> None:
        """Count no more, and say nothing."""
        self._timer.stop()

    @Slot()
    def _on_tick(self) -> None:
        left_s = math.ceil(self._over.remainingTime() / 1000)
        if left_s > 0:
            self.told.emit(
                say_count(
                    left_s,
                    "Wrong passphrase. You can try again in {number} second.",
                    "Wrong passphrase. You can try again in {number} seconds.",
                )
            )
            return
        self._timer.stop()
        self.told.emit(say("Wrong passphrase. You can try again now."))
