"""Two officers of an agency with the shares of its recovery key."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.ledger.recovery import RecoveryAnswer, RecoveryRequest, join_halves, pass_half, share_text
from desktop.store.slot_file import load_slot


@dataclass(frozen=True)
class Officers:
    """Both private keys, that never lie in one place outside a test."""

    keys: tuple[bytes, bytes]

    @classmethod
    def make(cls) -> Self:
        """Two new ones."""
        first, second = (X25519PrivateKey.generate().private_bytes_raw() for _ in range(2))
        return cls((first, second))

    @property
    def recovery_key(self) -> bytes:
        """The public half, 64 bytes."""
        return b"".join(X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw() for key in self.keys)

    @property
    def shares(self) -> tuple[str, str]:
        """As they are written down."""
        return share_text(1, self.keys[0]), share_text(2, self.keys[1])

    def recover(self, slot_path: Path) -> bytes:
        """The store key of a slot, by a request of its own and without an office."""
        request, key = request_of(slot_path)
        first, second = (pass_half(request, number, share) for number, share in zip((1, 2), self.keys, strict=True))
        return join_halves(request, key, RecoveryAnswer(first=first, second=second))


def request_of(slot_path: Path) -> tuple[RecoveryRequest, bytes]:
    """A laptop's request and its private key."""
    slot, key = load_slot(slot_path), X25519PrivateKey.generate()
    assert slot.escrow is not None
    public = key.public_key().public_bytes_raw()
    request = RecoveryRequest(
        device=slot.escrow.laptop,
        profile=slot.user,
        slot=slot.device,
        sealed=base64.b64encode(slot.escrow.sealed).decode(),
        public_key=base64.b64encode(public).decode(),
    )
    return request, key.private_bytes_raw()
