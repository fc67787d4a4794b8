"""One office for each file of journeys."""

from collections.abc import Iterator

import pytest

from tests.e2e.journey.rig import Journey, begun_journey


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """An office with the invented agency; nobody has a laptop yet."""
    with begun_journey(tmp_path_factory.mktemp("journey")) as begun:
        yield begun
