"""Where an attachment's file lies and what it is bound to, and keeping its bytes in another case, too."""

import secrets

from casework.records.identifier import Scope, StaffId
from server.blob_file import BlobPlace
from server.office import Office
from server.storage.blob import BlobRow, add_blob, load_blob
from server.storage.database import Connection


def copy_blob(office: Office, connection: Connection, row: BlobRow, scope: Scope, staff: StaffId) -> None:
    """Keep the bytes of a whole attachment in another scope under a key of their own, as this person's."""
    if load_blob(connection, scope, row.sha256, staff) is not None:
        return
    ident, now = secrets.token_hex(16), office.clock.now()
    key = office.blobs.wrap_new_key(bound_to(ident, scope, row.sha256))
    copy = BlobRow(ident, scope, row.sha256, staff, row.device, row.size_bytes, key, now)
    office.blobs.create(ident)
    office.blobs.write(place_of(copy), 0, office.blobs.read(place_of(row), 0, row.size_bytes))
    add_blob(connection, BlobRow(**{**vars(copy), "received": row.size_bytes, "done_at": now}))


def place_of(row: BlobRow) -> BlobPlace:
    """Which file holds an attachment."""
    return BlobPlace(row.id, bound_to(row.id, row.scope, row.sha256), row.size_bytes, row.wrapped_key)


def bound_to(ident: str, scope: Scope, sha256: str) -> str:
    """The text that a file's key is bound to."""
    return f"{ident}\n{scope}\n{sha256}"
