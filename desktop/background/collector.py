"""Collects Python's circular rubbish on the thread of the windows, and nowhere else.

The collector runs on whatever thread happens to allocate. If that is a lane, it may destroy a widget there, and Qt
crashes the process. So the automatic collector is switched off, and its work is done here when the windows have nothing
else to do: no timer wakes a laptop on which nothing happens.
"""

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QElapsedTimer, QObject, Slot

AT_MOST_EVERY_MS = 1000


class Collector(QObject):
    """Does what the automatic collector would, in the windows' thread, by the same thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._since = QElapsedTimer()
        self._since.start()
        self._events = QAbstractEventDispatcher.instance()
        self._events.aboutToBlock.connect(self._on_quiet)

    @Slot()
    def _on_quiet(self) -> None:
        if self._since.elapsed() >= AT_MOST_EVERY_MS:
            self._since.restart()
            self.collect()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due; nothing if none is."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    @Slot()
    def spare_what_is_loaded(self) -> None:
        """What is there now stays for good, the program's own parts: never look through it again.

        It is 170,000 things, and to look through them keeps the windows from answering for a tenth of a second.
        """
        gc.freeze()

    def stop(self) -> None:
        """Leave collecting to Python again."""
        self._events.aboutToBlock.disconnect(self._on_quiet)
        gc.enable()
