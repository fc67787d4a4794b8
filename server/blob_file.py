"""Attachments at rest on the server: one encrypted file each, under a random name and a random key of its own.

The key is wrapped by the server's own; both the wrapping and every chunk are bound to what the file is, so that
neither a row nor a chunk can take the place of another.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.ledger.chunk import CHUNK_BYTES, NONCE_BYTES, SEALED_BYTES, ChunkCipher, DamagedFile, sealed_offset

_KEY_BYTES = 32


@dataclass(frozen=True)
class BlobPlace:
    """Which file: its random name, what it is bound to (any text), its length in clear, and its wrapped key."""

    name: str
    bound_to: str
    size_bytes: int
    wrapped_key: bytes


class BlobVault:
    """The folder of the encrypted files. Raises what the disk raises; a caller's row says how much of a file counts."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = AESGCM(key)

    def wrap_new_key(self, bound_to: str) -> bytes:
        """Make a key for a file and return it wrapped."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._key.encrypt(nonce, os.urandom(_KEY_BYTES), bound_to.encode())

    def create(self, name: str) -> None:
        """Make an empty file (0600) whose name is on the disk when this returns."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _sync_folder(self._folder)

    def write(self, place: BlobPlace, offset: int, data: bytes) -> int:
        """Write the whole chunks of `data` from `offset`, a multiple of a chunk; return how far the file now goes.

        What is left over at the end and fills no chunk is passed over. On the disk when this returns.
        """
        cipher, number = self._cipher(place), offset // CHUNK_BYTES
        with self._path(place.name).open("r+b") as file:
            file.seek(sealed_offset(number))
            for start in range(0, len(data), CHUNK_BYTES):
                clear = data[start : start + CHUNK_BYTES]
                if len(clear) != cipher.length(number):
                    break
                file.write(cipher.seal(number, clear, os.urandom(NONCE_BYTES)))
                offset, number = offset + len(clear), number + 1
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        return offset

    def read(self, place: BlobPlace, first: int, end: int) -> bytes:
        """The bytes from `first` up to, not including, `end`.

        Raises:
            DamagedFile: if the file is not what was written.
            FileNotFoundError: if it is gone.
        """
        number = first // CHUNK_BYTES
        clear = b"".join(self._chunks(place, number, -(-end // CHUNK_BYTES)))
        skipped = first - number * CHUNK_BYTES
        return clear[skipped : skipped + end - first]

    def hash_of(self, place: BlobPlace) -> str:
        """The SHA-256 of the whole file. Raises as `read`."""
        found = sha256()
        for clear in self._chunks(place, 0, -(-place.size_bytes // CHUNK_BYTES)):
            found.update(clear)
        return found.hexdigest()

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is no error."""
        self._path(name).unlink(missing_ok=True)

    def names(self, older_than_s: float) -> list[str]:
        """The names of the files that were last written before a moment, in seconds since 1970."""
        if not self._folder.is_dir():
            return []
        return sorted(path.name for path in self._folder.iterdir() if path.stat().st_mtime < older_than_s)

    def _chunks(self, place: BlobPlace, first: int, end: int) -> Iterator[bytes]:
        cipher = self._cipher(place)
        with self._path(place.name).open("rb") as file:
            file.seek(sealed_offset(first))
            for number in range(first, end):
                yield cipher.open(
                    number, file.read(min(SEALED_BYTES, SEALED_BYTES - CHUNK_BYTES + cipher.length(number)))
                )

    def _cipher(self, place: BlobPlace) -> ChunkCipher:
        wrapped = place.wrapped_key
        try:
            key = self._key.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place.bound_to.encode())
        except (InvalidTag, ValueError):
            raise DamagedFile from None
        return ChunkCipher(key, place.bound_to, place.size_bytes)

    def _path(self, name: str) -> Path:
        return self._folder / name


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
