"""Decrypting a store's file and its write-ahead log page by page, freed pages too, as somebody with the key could."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE = 4096
_RESERVED = 80
_SALT = 16
_WAL_HEADER = 32
_FRAME_HEADER = 24


def plain_bytes(path: Path, key: bytes) -> bytes:
    """Everything that the key gives of the file and of its write-ahead log, one page after the other."""
    pages = _pages(path.read_bytes(), 0, 0)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        pages += _pages(log.read_bytes(), _WAL_HEADER, _FRAME_HEADER)
    return b"".join(_decrypted(page, key, first) for page, first in pages)


def _pages(data: bytes, start: int, header: int) -> list[tuple[bytes, bool]]:
    size = header + _PAGE
    frames = [data[at : at + size] for at in range(start, len(data) - size + 1, size)]
    return [(frame[header:], _is_first(frame[:header], number)) for number, frame in enumerate(frames)]


def _is_first(header: bytes, number: int) -> bool:
    """Whether this is the file's first page, which begins with the salt."""
    return int.from_bytes(header[:4]) == 1 if header else number == 0


def _decrypted(page: bytes, key: bytes, first: bool) -> bytes:
    body = page[_SALT if first else 0 : -_RESERVED]
    nonce = page[-_RESERVED : -_RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(nonce)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
