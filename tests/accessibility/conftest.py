"""A screen reader at the program: one window for all tests of a file."""

import os
from collections.abc import Iterator

import pytest

from tests.accessibility.stage import Stage, open_stage


@pytest.fixture(scope="session")
def session_bus() -> None:
    """Make sure that the session bus is one to be thrown away, with the accessibility bus beside it."""
    if os.environ.get("DOORSTEP_SECRET_SERVICE") != "throwaway":
        pytest.fail("needs a session bus of its own: run through tooling/with_secret_service.sh")


@pytest.fixture(scope="module")
def stage(session_bus: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The window with every page over a filled store."""
    del session_bus
    with open_stage(tmp_path_factory.mktemp("stage")) as made:
        yield made
