from collections.abc import Iterator
from pathlib import Path

import pytest

from server.founding import Founding
from server.office import Office, open_office
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.server.importing.agency import IDS


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    """A real server's folder with its encrypted database, and an administrator."""
    folder = tmp_path / "server"
    found_copy(Founding(folder, IDS.agency, "Adair Placeholder"), clock)
    with open_office(folder, clock) as office:
        yield office
