"""What the tests of the sync share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.store.case_store import CaseStore
from tests.fakes.clock import FakeClock
from tests.fakes.laptop import made_up_identity, open_laptop


@pytest.fixture(scope="session")
def device_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="session")
def server_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def store(
    tmp_path: Path, clock: FakeClock, device_key: Ed25519PrivateKey, server_key: Ed25519PrivateKey
) -> Iterator[CaseStore]:
    """A real encrypted store of an enrolled laptop."""
    with open_laptop(tmp_path, clock) as laptop:
        laptop.save_identity(made_up_identity(device_key, server_key))
        yield laptop
