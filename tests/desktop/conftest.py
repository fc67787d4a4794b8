"""What the tests of the laptop share."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

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
    gc.disable()
    yield
    gc.collect()
    gc.enable()
