"""One office for each file of journeys."""

from collections.abc import Iterator

import pytest

from tests.e2e.journey.rig import Journey, begun_journey
from tests.fakes.moved_clock import FILE, MovedClock


@pytest.fixture(scope="module")
def timed_journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """The same, with a clock that the journey moves."""
    folder = tmp_path_factory.mktemp("journey")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FILE, str(folder / "ahead"))
        with begun_journey(folder, MovedClock(folder / "ahead")) as begun:
            yield begun


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """An office with the invented agency; nobody has a laptop yet."""
    with begun_journey(tmp_path_factory.mktemp("journey")) as begun:
        yield begun
