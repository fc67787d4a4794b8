"""Python's rubbish is collected on the thread of the windows only."""

import gc
import threading
import weakref

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.background.collector import AT_MOST_EVERY_MS, Collector


class _Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_rubbish_made_on_another_thread_is_collected_on_the_windows_thread(qtbot: QtBot) -> None:
    """While it works, a busy lane never runs the automatic one; the windows take the rubbish away when they rest."""
    collector = Collector()
    ended: list[threading.Thread] = []

    def awake() -> None:
        """Something happens in the windows; when it is done, they have nothing else to do."""

    def busy() -> None:
        for _ in range(20_000):
            _Ring()

    try:
        assert not gc.isenabled()
        ring = _Ring()
        gone_on = weakref.finalize(ring, lambda: ended.append(threading.current_thread()))
        del ring
        lane = threading.Thread(target=busy)
        lane.start()
        lane.join()
        assert gone_on.alive
        QTimer.singleShot(AT_MOST_EVERY_MS, collector, awake)
        qtbot.waitUntil(lambda: not gone_on.alive, timeout=5000)
        assert ended == [threading.main_thread()]
    finally:
        collector.stop()
    assert gc.isenabled()


def test_nothing_wakes_windows_in_which_nothing_happens(qtbot: QtBot) -> None:
    del qtbot
    collector = Collector()
    try:
        assert collector.findChildren(QTimer) == []
    finally:
        collector.stop()


def test_what_the_program_itself_is_made_of_is_not_looked_through_again(qtbot: QtBot) -> None:
    """A tenth of a second in which the windows would not answer."""
    del qtbot
    collector = Collector()
    try:
        before = len(gc.get_objects())
        collector.spare_what_is_loaded()
        assert len(gc.get_objects()) < before / 10
    finally:
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # as it was: what was there before the first window
        collector.stop()
