"""The server's secrets, each in a file of its own in the server's folder that only its owner may read."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import Damaged, UserError
from server.settings import write_private

DATABASE_KEY = "database.key"
SIGNING_KEY = "signing.key"
JOURNAL_KEY = "journal.key"
BOX_KEY = "box.key"
"""X25519: what laptops seal when a case leaves them is sealed to its public half."""
BLOB_KEY = "blob.key"
"""Wraps the key of each attachment's file."""

_BYTES = 32


def make_keys(folder: Path) -> None:
    """Make the keys that the folder does not hold yet; one that exists is never replaced."""
    for name in (DATABASE_KEY, SIGNING_KEY, JOURNAL_KEY, BOX_KEY, BLOB_KEY):
        if not (folder / name).exists():
            write_private(folder / name, os.urandom(_BYTES).hex().encode())


def load_key(folder: Path, name: str) -> bytes:
    """Read one key (32 bytes).

    Raises:
        UserError: if the file is missing or other users of this machine may read it.
        Damaged: if it holds no key.
    """
    path = folder / name
    if not path.exists():
        raise UserError(f"The file {name} is missing from the server's folder. Restore it from the safe copy.")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UserError(f"Other users of this machine may read {name}. Allow its owner alone (chmod 600).")
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (UnicodeDecodeError, ValueError):
        key = b""
    if len(key) != _BYTES:
        raise Damaged(f"The file {name} is damaged. Restore it from the safe copy.")
    return key


def load_signing_key(folder: Path) -> Ed25519PrivateKey:
    """The server's own key, which every laptop pins at enrolment. Raises as `load_key`."""
    return Ed25519PrivateKey.from_private_bytes(load_key(folder, SIGNING_KEY))


def load_box_public(folder: Path) -> bytes:
    """The public half (raw, 32 bytes) of the key to which laptops seal. Raises as `load_key`."""
    return X25519PrivateKey.from_private_bytes(load_key(folder, BOX_KEY)).public_key().public_bytes_raw()
