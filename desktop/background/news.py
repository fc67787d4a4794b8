"""The thread that listens for news, and how its word comes to the thread of the windows."""

import threading

from PySide6.QtCore import QObject, Qt, Signal

from desktop.background.courier import describe_crash
from desktop.background.syncer import Syncer
from desktop.sync.listener import Hearing, Listener


class NewsThread(QObject):
    """Tells a syncer when there is news. Made, started and stopped in the windows' thread; once stopped, for good.

    A thread of its own, because it waits in a call for minutes: the network's lane has work to do. Signal: `crashed`
    (a `Crash`) if the listener has a bug; the laptop asks by the clock then.
    """

    crashed = Signal(object)
    _came = Signal()
    _listening = Signal(bool)

    def __init__(self, listener: Listener, syncer: Syncer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._came.connect(syncer.sync_for_news, Qt.ConnectionType.QueuedConnection)
        self._listening.connect(syncer.set_listening, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Break the stream off; False if the thread has not ended by then."""
        self._listener.stop()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """In the thread itself."""
        try:
            self._listener.run(Hearing(self._came.emit, self._listening.emit))
        except RuntimeError:
            # The program ended meanwhile: the windows are gone and nobody waits.
            return
        except Exception as error:
            self.crashed.emit(describe_crash(error))
