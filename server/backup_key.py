"""The key that backups are sealed to: the public half in the server's folder, the private half on paper only."""

import base64
import hashlib
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import Damaged, UserError
from casework.ledger.recovery import grouped, plain_code
from server.sealing import key_id
from server.settings import write_private

_FILE = "backup.pub"
_KEY_BYTES, _CHECK_BYTES = 32, 3


@dataclass(frozen=True)
class NewBackupKey:
    """A backup key that nothing is sealed to yet: the private half as it is written down, and the public half."""

    text: str = field(repr=False)
    public: bytes


def make_backup_key() -> NewBackupKey:
    """A new key pair. Nothing is kept."""
    key = X25519PrivateKey.generate()
    return NewBackupKey(private_text(key.private_bytes_raw()), key.public_key().public_bytes_raw())


def private_text(private: bytes) -> str:
    """The private half as it is written down: 14 groups of four letters and figures."""
    return grouped(b32encode(private + _check(private)).decode("ascii"))


def read_private(text: str) -> bytes:
    """The private half, 32 bytes, however it was typed. Raises `UserError`."""
    try:
        whole = b32decode(plain_code(text))
    except ValueError:
        whole = b""
    private, check = whole[:_KEY_BYTES], whole[_KEY_BYTES:]
    if len(private) != _KEY_BYTES or check != _check(private):
        raise UserError("This is no backup key, or a letter of it is wrong. Compare it group by group with the paper.")
    return private


def check_private(public: bytes, text: str) -> bytes:
    """The private half as it was typed, if it is the one of this key. Raises `UserError`."""
    return check_named(key_id(public), text)


def check_named(ident: str, text: str) -> bytes:
    """The private half as it was typed, if it is the one of the key of this short name. Raises `UserError`."""
    private = read_private(text)
    mine = key_id(X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())
    if mine != ident:
        raise UserError(f"This is the backup key {mine}, and {ident} is asked for.")
    return private


def save_public(folder: Path, public: bytes) -> None:
    """Keep the public half in the server's folder, in the place of the one before."""
    write_private(folder / _FILE, base64.b64encode(public) + b"\n")


def load_public(folder: Path) -> bytes | None:
    """The public half, 32 bytes; None where there is none. Raises `Damaged`: no backup is made unsealed then."""
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        public = base64.b64decode(path.read_bytes().strip(), validate=True)
    except ValueError:
        public = b""
    if len(public) != _KEY_BYTES:
        raise Damaged(f"{_FILE} in the server's folder is damaged. Restore it from the safe copy, or make another key.")
    return public


def _check(private: bytes) -> bytes:
    return hashlib.sha256(b"doorstep/backup-key/v1" + private).digest()[:_CHECK_BYTES]
