"""The agency's recovery key: made once, its private half on two papers only, its public half for the laptops."""

import base64
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import Damaged, UserError
from casework.ledger.recovery import (
    KEY_BYTES,
    OFFICERS,
    RECOVERY_KEY_BYTES,
    RecoveryAnswer,
    RecoveryRequest,
    join_halves,
    pass_half,
    read_share,
    seal_key,
    share_text,
)

_FILE = "recovery.pub"
_TRIAL = "00"


@dataclass(frozen=True)
class NewRecoveryKey:
    """A recovery key that nobody relies on yet: both shares as they are written down, and the public half."""

    shares: tuple[str, str] = field(repr=False)
    public: bytes


def make_recovery_key() -> NewRecoveryKey:
    """Two new key pairs. Nothing is kept."""
    keys = [X25519PrivateKey.generate() for _ in OFFICERS]
    first, second = (share_text(number, key.private_bytes_raw()) for number, key in zip(OFFICERS, keys, strict=True))
    return NewRecoveryKey((first, second), b"".join(key.public_key().public_bytes_raw() for key in keys))


def check_share(public: bytes, number: int, typed: str) -> None:
    """Make sure that a share as it was typed is the one of this number. Raises `UserError`."""
    found, private = read_share(typed)
    if found != number:
        raise UserError(f"This is share {found}, and share {number} is asked for.")
    part = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    if part != public[(number - 1) * KEY_BYTES : number * KEY_BYTES]:
        raise UserError("This share belongs to another recovery key.")


def try_recovery(public: bytes, typed: tuple[str, str]) -> None:
    """Seal a made-up store key and bring it back with both shares as they were typed. Raises `UserError`."""
    store_key, laptop = secrets.token_bytes(KEY_BYTES), X25519PrivateKey.generate()
    request = RecoveryRequest(
        device=_TRIAL,
        profile=_TRIAL,
        slot=_TRIAL,
        sealed=base64.b64encode(seal_key(store_key, public, _TRIAL, _TRIAL, _TRIAL)).decode("ascii"),
        public_key=base64.b64encode(laptop.public_key().public_bytes_raw()).decode("ascii"),
    )
    first, second = (pass_half(request, *read_share(share)) for share in typed)
    answer = RecoveryAnswer(first=first, second=second)
    if join_halves(request, laptop.private_bytes_raw(), answer) != store_key:
        raise UserError("The two shares do not open together what is sealed to the key. Make another one.")


def save_public(folder: Path, public: bytes) -> None:
    """Keep the public half in the server's folder, in the place of the one before."""
    (folder / _FILE).write_text(base64.b64encode(public).decode("ascii") + "\n", encoding="ascii")


def load_public(folder: Path) -> bytes | None:
    """The public half, 64 bytes; None where no recovery key was made. Raises `Damaged`."""
    path = folder / _FILE
    if not path.exists():
        return None
    try:
        public = base64.b64decode(path.read_text(encoding="ascii").strip(), validate=True)
    except ValueError:
        public = b""
    if len(public) != RECOVERY_KEY_BYTES:
        raise Damaged(f"{_FILE} in the server's folder is damaged. Copy the key from a laptop's managed.json.")
    return public
