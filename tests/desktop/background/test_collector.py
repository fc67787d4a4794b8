"""Python's rubbish is collected on the thread of the windows only."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from desktop.background.collector import Collector


class _Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_rubbish_made_on_another_thread_is_collected_on_the_windows_thread(qtbot: QtBot) -> None:
    """While the collector works, a busy lane never runs the automatic one; the timer takes the rubbish away."""
    collector = Collector()
    ended: list[threading.Thread] = []

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
        qtbot.waitUntil(lambda: not gone_on.alive, timeout=5000)
        assert ended == [threading.main_thread()]
    finally:
        collector.stop()
    assert gc.isenabled()
