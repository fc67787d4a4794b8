"""What the tests of the laptop share."""

import gc
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.leftover import ListenedTo, end_holds, running, theme_listeners

# How long to wait for what has to come; a busy machine may take its time, and nothing waits longer than it needs.
_PATIENCE_MS = 20_000


class SettledBot(QtBot):
    """Ends each wait with what was built meanwhile on the screen.

    A widget that is put into a window that is shown appears when Qt's loop comes round. A wait that ends between the
    two would find it there but hidden: seldom, and on a busy machine only.
    """

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS) -> None:
        """Wait for ``callback``, then deliver what Qt has posted."""
        super().waitUntil(callback, timeout=timeout)
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Return pytest-qt's helper, whose waits end settled."""
    del qapp
    return SettledBot(request)


@pytest.fixture(scope="session")
def _settled() -> None:
    """Leave what is there before the first window to itself, so that collecting after each test is quick."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _listened(qapp: QApplication) -> ListenedTo:
    """The application, with what listens to all of it."""
    return ListenedTo(qapp)


def _destroy_windows() -> None:
    """Have Qt destroy what windows are left, whole and from the top, as it does when a page or sheet is closed.

    Python's collector would take them apart in any order: a widget, or what it is made of, before the window it is in.
    """
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window) and window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _windows_rubbish_is_collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep Python's collector from destroying a widget on the thread of a lane, where Qt crashes the process.

    The application has `desktop.background.collector` for it. A test collects when it is over, and so hears of every
    socket and file that it left open.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("_settled")
    listened, app = request.getfixturevalue("_listened"), request.getfixturevalue("qapp")
    threads, listeners = running(), theme_listeners(app)
    gc.disable()
    yield
    _destroy_windows()
    gc.collect()
    gc.enable()
    left = [*listened.end(), *end_holds()]
    left += [f"a running thread: {thread.name}" for thread in running() - threads if thread.is_alive()]
    if theme_listeners(app) > listeners:
        left.append(f"something that follows the theme: {theme_listeners(app)} listeners, {listeners} before")
    # Another test would fail of it, now and then; this is the one to mend.
    assert not left, f"this test left behind {', '.join(left)}"
