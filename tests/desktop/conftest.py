"""What the tests of the laptop share."""

import gc
from collections.abc import Iterator

import pytest


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
