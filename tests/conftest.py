"""What every test starts from. Fixtures of one package belong in that package's own conftest."""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.fakes.clock import FakeClock
from tests.suite import is_long

# No screen is needed, unless the person running the tests asks for one. Set before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is not a fault, and a run by the continuous integration can be repeated exactly.
settings.register_profile("laptop", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "laptop")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is of the long suite."""
    for item in items:
        if is_long(item.nodeid):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still on a Monday morning until the test moves it."""
    return FakeClock()


@pytest.fixture
def secret_service() -> None:
    """Make sure that a key store is written to only if it is one to be thrown away."""
    if os.environ.get("DOORSTEP_SECRET_SERVICE") != "throwaway":
        pytest.fail("needs a Secret Service of its own: run through tooling/with_secret_service.sh")
