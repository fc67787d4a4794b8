"""What the system says of the person leaving, on each kind of laptop: a signal to lock at once."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class LockSignal(QObject):
    """``lock_wanted`` when the screen is locked, at sleep and when another user takes the screen.

    On macOS nothing is heard yet: the wait for input ends then, by the clock, at the first touch after waking.
    """

    lock_wanted = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None, platform: str = sys.platform) -> None:
        super().__init__(parent)
        self._source: QObject | None = None
        if platform.startswith("linux"):
            self._hear_linux()
        elif platform == "win32":
            self._hear_windows(int(window.winId()))

    def _hear_linux(self) -> None:
        # Here, not at the top: the library it needs is not on every machine.
        try:
            from PySide6.QtDBus import QDBusConnection

            from desktop.background.session_watch import SessionWatch
        except ImportError:
            return
        watch = SessionWatch(QDBusConnection.sessionBus(), QDBusConnection.systemBus(), self)
        watch.lock_wanted.connect(self.lock_wanted)
        self._source = watch

    def _hear_windows(self, window: int) -> None:
        from desktop.background.windows_session import WindowsSession, register_window

        session = WindowsSession(window, register_window, self)
        session.lock_wanted.connect(self.lock_wanted)
        self._source = session
