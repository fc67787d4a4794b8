"""Puts the copy for the person into the window in the place of everything else, and clears the way back.

What was in the window is not hidden but destroyed: no key, no tool and no slip of the hand can bring it back, because
it is not there any more. Whoever leaves begins with a window that is made anew.
"""

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QToolTip, QWidget

from desktop.background.lane import StoreLane
from desktop.services.showing.paper import Paper
from desktop.views.desk import Desk
from desktop.views.showing.showing_page import ShowingPage


class Stage(QObject):
    """``began``: what was in the window is about to go. ``ended`` carries the case: make the window's content anew.

    ``lock_requested``: somebody wants to lock while the copy is shown.
    """

    began = Signal()
    ended = Signal(object)
    lock_requested = Signal()

    def __init__(self, window: QMainWindow, desk: Desk, lane: StoreLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._desk, self._lane = window, desk, lane
        self._before = Qt.WindowState.WindowNoState
        self.page: ShowingPage | None = None
        # Python's halves of what was destroyed: collecting them beside Qt's is not safe, and locking ends the process.
        self._gone: list[QWidget] = []
        # Later, because it destroys whoever asks for it.
        desk.showing.connect(self._on_showing, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_showing(self, paper: Paper) -> None:
        check = self._desk.passphrase
        if self.page is not None or check is None:
            return
        self._before = self._window.windowState()
        self.began.emit()
        self.page = ShowingPage(self._desk, check, self._lane, paper)
        self.page.left.connect(self._on_left, Qt.ConnectionType.QueuedConnection)
        self.page.lock_requested.connect(self.lock_requested)
        self._replace(self.page)
        self._clear()
        self._window.showFullScreen()
        self.page.enter()

    def _replace(self, page: QWidget) -> None:
        """Put a page into the window; what was there keeps what is being written, and is destroyed."""
        old = self._window.takeCentralWidget()
        if old is not None:
            old.hide()
            self._gone.append(old)
        self._window.setCentralWidget(page)
        if old is not None:
            shiboken6.delete(old)

    def _clear(self) -> None:
        """Nothing else may be read: no question, no second window, no tip under the mouse, nothing to paste."""
        QToolTip.hideText()
        QApplication.clipboard().clear()
        for dialog in self._window.findChildren(QDialog):
            shiboken6.delete(dialog)
        for other in QApplication.topLevelWidgets():
            if other is not self._window and not other.isHidden():
                other.hide()

    @Slot()
    def _on_left(self) -> None:
        page, self.page = self.page, None
        if page is None:
            return
        case = page.case
        self._replace(QWidget())
        self._window.setWindowState(self._before)
        self.ended.emit(case)
