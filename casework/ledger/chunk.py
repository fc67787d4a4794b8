"""Encryption of a file in chunks, so that any part can be read or written alone and none can be moved or cut off.

Each chunk is sealed by AES-256-GCM under the file's own random key; what it is bound to are the name of the file, its
whole length and the chunk's number. Used alike for attachments at rest on the laptop and on the server.
"""

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.errors import Damaged
from casework.words import say

CHUNK_BYTES = 64 * 1024
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_BYTES = NONCE_BYTES + CHUNK_BYTES + TAG_BYTES
"""How much one whole chunk takes at rest."""


class DamagedFile(Damaged):
    """A chunk is not what was written there: altered, moved, cut short or of another file."""

    def __init__(self) -> None:
        super().__init__(say("This attachment is damaged where it is kept, so it is not shown."))


@dataclass(frozen=True)
class ChunkCipher:
    """Seals and opens the chunks of one file of `size_bytes`. `name`: what the file is bound to, any text."""

    key: bytes = field(repr=False)
    name: str
    size_bytes: int

    @property
    def count(self) -> int:
        """How many chunks the file has."""
        return -(-self.size_bytes // CHUNK_BYTES)

    def length(self, number: int) -> int:
        """How many bytes of the file the chunk holds, in clear."""
        return max(0, min(CHUNK_BYTES, self.size_bytes - number * CHUNK_BYTES))

    def seal(self, number: int, clear: bytes, nonce: bytes) -> bytes:
        """Seal a chunk. The `nonce` (12 bytes) has to be new and random each time, also for the same chunk.

        Raises:
            ValueError: if the chunk is not of the length that its number has.
        """
        if not 0 <= number < self.count or len(clear) != self.length(number) or len(nonce) != NONCE_BYTES:
            raise ValueError("not a chunk of this file")
        return nonce + AESGCM(self.key).encrypt(nonce, clear, self._bound_to(number))

    def open(self, number: int, sealed: bytes) -> bytes:
        """Open a chunk.

        Raises:
            DamagedFile: if it is not the one that was sealed under this number.
        """
        try:
            clear = AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound_to(number))
        except (InvalidTag, ValueError):
            raise DamagedFile from None
        if len(clear) != self.length(number):
            raise DamagedFile
        return clear

    def _bound_to(self, number: int) -> bytes:
        return f"doorstep/chunk/v1\n{self.name}\n{self.size_bytes}\n{number}".encode()


def sealed_size(size_bytes: int) -> int:
    """How much a whole file takes at rest, in bytes."""
    return size_bytes + -(-size_bytes // CHUNK_BYTES) * (NONCE_BYTES + TAG_BYTES)


def sealed_offset(number: int) -> int:
    """Where the chunk begins at rest, in bytes."""
    return number * SEALED_BYTES
