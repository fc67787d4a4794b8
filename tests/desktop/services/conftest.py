"""Laptops for the tests of what a person can do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.services.laptop import Team, begin_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Worker, co-worker and senior with one case."""
    made = begin_team(tmp_path)
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()
