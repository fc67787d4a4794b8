"""What the tests of the store share."""

import os

import pytest


@pytest.fixture
def secret_service() -> None:
    """Demand the throw-away Secret Service of ``tooling/with_secret_service.sh``, or fail."""
    if os.environ.get("DOORSTEP_SECRET_SERVICE") != "throwaway" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        pytest.fail("run the tests with tooling/with_secret_service.sh (make test does)")
