"""A laptop's real encrypted store in a folder of the test, without a passphrase or a window."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.ledger.entry import Edit
from casework.records.identifier import CaseId, DeviceId, RecordId, Scope, StaffId, case_scope
from desktop.clock import Clock
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import create_store
from desktop.store.identity import Identity
from desktop.store.migrations.runner import load_steps, migrate
from tests.fakes.chain import ident

KEY = bytes(range(32))
CASE = CaseId(ident(77))
SCOPE = case_scope(CASE)


@contextmanager
def open_laptop(folder: Path, clock: Clock) -> Iterator[CaseStore]:
    """A new, empty store on the disk, migrated, belonging to nobody yet."""
    path = folder / "store.db"
    connection = create_store(path, KEY)
    try:
        migrate(connection, path, KEY, load_steps())
        yield CaseStore(connection, clock)
    finally:
        connection.close()


def made_up_identity(device_key: Ed25519PrivateKey, server_key: Ed25519PrivateKey) -> Identity:
    """An enrolment that no server knows of."""
    return Identity(
        device=DeviceId(ident(5)),
        staff=StaffId(ident(6)),
        staff_name="Robin Example",
        agency="Example Agency",
        server_key=server_key.public_key().public_bytes_raw(),
        server_url="http://localhost:1",
        signing_key=device_key.private_bytes_raw(),
        box_key=X25519PrivateKey.generate().public_key().public_bytes_raw(),
    )


def warning_save(store: CaseStore, text: str, scope: Scope = SCOPE) -> Save:
    """A save of one field of a new record, as small as one can be."""
    edit = Edit(record=RecordId(store.new_id()), kind="made_up", set={"text": text})
    return Save(scope, (edit,))
