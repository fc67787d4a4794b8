"""Notices that the program was updated on this laptop while it is open."""

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from casework.words import say
from desktop.installed import RUNNING, Mark, is_replaced, program

SETTLE_MS = 5_000
"""An update replaces a thousand files, one after the other: what begins in the middle of that has some of each."""
UPDATED = say(
    "Doorstep was updated on this laptop while it was open, and this window is still the version before. Lock it at "
    "the next pause: unlocked again, it is the new one. What you are writing is kept."
)
GONE = say(
    "Doorstep was updated on this laptop while it was open, and what you asked for cannot be done by the version "
    "before any more. What you saved is safe on this laptop. Lock it, unlock it again, and do it once more."
)
UPDATED_ACTION = say("&Lock now")


class InstallWatch(QObject):
    """``replaced``, once, when another build than the running one has been installed, and lies there whole.

    It hears of the program's file from the system, and looks at it whenever somebody comes back to the window, for
    where the system tells nothing. At rest it costs nothing.
    """

    replaced = Signal()

    def __init__(self, parent: QObject | None = None, file: Path | None = None, running: Mark | None = RUNNING) -> None:
        """`file`, `running`: the program's file, and what it was when this process began."""
        super().__init__(parent)
        self._file, self._running = file or program(), running
        self.was_replaced = False
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._on_settled)
        # On Windows the installers refuse while the program is open, and a watch would hold its folder.
        self._files = QFileSystemWatcher([str(self._file)] if os.name == "posix" else [], self)
        self._files.fileChanged.connect(self._on_changed)
        self._application = QApplication.instance()
        if isinstance(self._application, QApplication):
            self._application.applicationStateChanged.connect(self._on_state)

    def stop(self) -> None:
        """Look no more."""
        self._settled.stop()
        if self._files.files():
            self._files.removePaths(self._files.files())
        if isinstance(self._application, QApplication):
            self._application.applicationStateChanged.disconnect(self._on_state)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and not self.was_replaced:
            self._look()

    @Slot(str)
    def _on_changed(self, _file: str) -> None:
        # Whatever happened to it: it may come back only in a moment.
        self._settled.start()

    def _look(self) -> None:
        if is_replaced(self._file, self._running) and not self._settled.isActive():
            self._settled.start()

    @Slot()
    def _on_settled(self) -> None:
        if not self.was_replaced and is_replaced(self._file, self._running):
            self.was_replaced = True
            self.replaced.emit()
        elif self._file.exists() and not self._files.files():
            self._files.addPath(str(self._file))
