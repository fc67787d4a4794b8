"""Backups sealed to a key whose private half is on paper: whoever has the server and the backups cannot read them.

    line 1   "doorstep sealed backup 1"
    line 2   JSON: which key, how long the file is, and HPKE(backup key, a random key for this file)
    after    the file in chunks of 64 KiB, AES-256-GCM under that random key, bound to line 2 and to their place

Read and written a chunk at a time: what it takes of memory does not grow with the file.
"""

import base64
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.errors import Damaged, UserError
from casework.ledger.chunk import CHUNK_BYTES, NONCE_BYTES, SEALED_BYTES, ChunkCipher

_MAGIC = b"doorstep sealed backup 1\n"
_HEAD_MOST = 4096
_KEY_BYTES = 32
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{16}$")
    size_bytes: int = Field(ge=0)
    box: str = Field(max_length=200)


@dataclass(frozen=True)
class _Content:
    """What opens the chunks of one sealed file."""

    cipher: ChunkCipher = field(repr=False)


def key_id(public: bytes) -> str:
    """The short name of a backup key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def sealed_to(file: Path) -> str | None:
    """The short name of the key that a backup is sealed to; None where it is not sealed. Raises `Damaged`."""
    with _reading(file) as opened:
        head = _read_head(opened)
    return head[0].key if head else None


def seal_file(source: Path, target: Path, public: bytes) -> None:
    """Seal a file into a new one, and read that again to its end: it says what the first says.

    Raises:
        Damaged: if what was written is not whole.
    """
    key = secrets.token_bytes(_KEY_BYTES)
    ident, size = key_id(public), source.stat().st_size
    box = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public), info=_info(ident))
    head = _Head(key=ident, size_bytes=size, box=base64.b64encode(bytes(box)).decode()).model_dump_json().encode()
    content = _content(key, head, size)
    digest = hashlib.sha256()
    with source.open("rb") as clear, _new(target) as sealed:
        sealed.write(_MAGIC + head + b"\n")
        for number in range(content.cipher.count):
            chunk = clear.read(CHUNK_BYTES)
            digest.update(chunk)
            sealed.write(content.cipher.seal(number, chunk, os.urandom(NONCE_BYTES)))
        sealed.flush()
        os.fsync(sealed.fileno())
    with _reading(target) as again:
        found = hashlib.sha256()
        if _read_head(again) is None:
            raise _damaged()
        for chunk in _chunks(again, content):
            found.update(chunk)
    if found.digest() != digest.digest():
        raise _damaged()


def open_sealed(source: Path, target: Path | None, private: bytes) -> int:
    """Open a sealed backup into a new file, or with None only read it to its end; how many bytes it has.

    Raises:
        UserError: if it is sealed to another key, or not sealed.
        Damaged: if it is not as it was written; a target is not left behind.
    """
    with _reading(source) as sealed:
        content = _open_head(sealed, private)
        if target is None:
            return sum(map(len, _chunks(sealed, content)))
        try:
            with _new(target) as clear:
                for chunk in _chunks(sealed, content):
                    clear.write(chunk)
                clear.flush()
                os.fsync(clear.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return content.cipher.size_bytes


def _open_head(sealed: IO[bytes], private: bytes) -> _Content:
    found = _read_head(sealed)
    if found is None:
        raise UserError("This backup is not sealed.")
    head, line = found
    key = X25519PrivateKey.from_private_bytes(private)
    mine = key_id(key.public_key().public_bytes_raw())
    if mine != head.key:
        raise UserError(f"This backup is sealed to the backup key {head.key}, and the key that was typed is {mine}.")
    try:
        return _content(
            bytes(_SUITE.decrypt(base64.b64decode(head.box), key, info=_info(head.key))), line, head.size_bytes
        )
    except (InvalidTag, ValueError):
        raise _damaged() from None


def _content(key: bytes, head: bytes, size_bytes: int) -> _Content:
    return _Content(ChunkCipher(key, f"backup {hashlib.sha256(head).hexdigest()}", size_bytes))


def _read_head(opened: IO[bytes]) -> tuple[_Head, bytes] | None:
    if opened.read(len(_MAGIC)) != _MAGIC:
        return None
    line = opened.readline(_HEAD_MOST)
    try:
        return _Head.model_validate_json(line), line.removesuffix(b"\n")
    except ValidationError:
        raise _damaged() from None


def _chunks(sealed: IO[bytes], content: _Content) -> Iterator[bytes]:
    try:
        for number in range(content.cipher.count):
            yield content.cipher.open(number, sealed.read(SEALED_BYTES))
    except Damaged:
        raise _damaged() from None
    if sealed.read(1):
        raise _damaged()


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    try:
        with file.open("rb") as opened:
            yield opened
    except OSError as error:
        raise UserError("The backup cannot be read.") from error


def _new(file: Path) -> IO[bytes]:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _info(ident: str) -> bytes:
    return f"doorstep/backup/v1|{ident}".encode()


def _damaged() -> Damaged:
    return Damaged("This sealed backup is not as it was written. Use another one.")
