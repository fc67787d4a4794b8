"""Attachments at rest on the laptop: one encrypted file each, beside the store, under a random name."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from casework.ledger.chunk import CHUNK_BYTES, NONCE_BYTES, SEALED_BYTES, ChunkCipher, DamagedFile, sealed_offset
from desktop.store.private_file import plain_disk_faults, sync_folder

_KEY_BYTES = 32


@dataclass(frozen=True)
class BlobFile:
    """One file: its random name, its random key (32 bytes), and its length in clear."""

    name: str
    key: bytes = field(repr=False)
    size_bytes: int

    def cipher(self) -> ChunkCipher:
        """What seals and opens its chunks."""
        return ChunkCipher(self.key, self.name, self.size_bytes)


def new_file(size_bytes: int) -> BlobFile:
    """A name and a key for a new file; nothing is written yet."""
    return BlobFile(secrets.token_hex(16), os.urandom(_KEY_BYTES), size_bytes)


class BlobFolder:
    """The folder of one store's attachments. Raises ``DiskFull`` and ``FolderUnusable`` for the disk's faults."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, file: BlobFile, offset: int, data: bytes) -> int:
        """Write whole chunks from ``offset``, a multiple of a chunk; return how far the file now goes.

        What lies behind is cut off. File and name are on the disk when this returns.
        """
        cipher, number = file.cipher(), offset // CHUNK_BYTES
        with plain_disk_faults():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(self._folder / file.name, flags, 0o600), "r+b") as opened:
                opened.seek(sealed_offset(number))
                for start in range(0, len(data), CHUNK_BYTES):
                    clear = data[start : start + CHUNK_BYTES]
                    if len(clear) != cipher.length(number):
                        break
                    opened.write(cipher.seal(number, clear, os.urandom(NONCE_BYTES)))
                    offset, number = offset + len(clear), number + 1
                opened.truncate()
                opened.flush()
                os.fsync(opened.fileno())
            sync_folder(self._folder)
        return offset

    def read(self, file: BlobFile, first: int = 0, end: int | None = None) -> bytes:
        """Return the bytes from ``first`` up to, not including, ``end``. Raises ``DamagedFile``, also if it is gone."""
        last = file.size_bytes if end is None else min(end, file.size_bytes)
        number = first // CHUNK_BYTES
        clear = b"".join(self._chunks(file, number, -(-last // CHUNK_BYTES)))
        skipped = first - number * CHUNK_BYTES
        return clear[skipped : skipped + last - first]

    def read_sealed(self, name: str, first: int, count: int) -> bytes:
        """Return chunks as they lie on the disk. Raises ``DamagedFile`` if the file is gone."""
        with plain_disk_faults(), self._opened(name) as opened:
            opened.seek(sealed_offset(first))
            return opened.read(count * SEALED_BYTES)

    def hash_of(self, file: BlobFile) -> str:
        """Return the SHA-256 of the whole file. Raises ``DamagedFile``."""
        found = sha256()
        for clear in self._chunks(file, 0, -(-file.size_bytes // CHUNK_BYTES)):
            found.update(clear)
        return found.hexdigest()

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone is no error."""
        with plain_disk_faults():
            (self._folder / name).unlink(missing_ok=True)

    def names(self) -> set[str]:
        """Return the names of all files that are there."""
        with plain_disk_faults():
            return {path.name for path in self._folder.iterdir()} if self._folder.is_dir() else set()

    def _chunks(self, file: BlobFile, first: int, end: int) -> Iterator[bytes]:
        cipher = file.cipher()
        with plain_disk_faults(), self._opened(file.name) as opened:
            opened.seek(sealed_offset(first))
            for number in range(first, end):
                length = SEALED_BYTES - CHUNK_BYTES + cipher.length(number)
                yield cipher.open(number, opened.read(length))

    def _opened(self, name: str) -> BinaryIO:
        try:
            return (self._folder / name).open("rb")
        except FileNotFoundError:
            raise DamagedFile from None
