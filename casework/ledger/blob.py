"""How attachments travel: by case and hash, in pieces, each of which is allowed or refused anew (protocol, section 4).

`GET blobs/{sha256}` with a range reads a piece, `HEAD` says how long the whole is; `GET blobs/{sha256}/upload` says how
far an upload has come, `PUT blobs/{sha256}/upload` goes on from an offset. Which case it is stands in a header: a hash
alone opens nothing, so that whoever remembers one from a case that was left gains nothing by it.
"""

import hashlib
import re

from pydantic import Field

from casework.errors import Damaged
from casework.ledger.message import Message
from casework.records.file.attachment import MAX_BLOB_BYTES
from casework.words import say

PIECE_BYTES = 1024 * 1024
"""The most that one call carries. A piece of an upload is a multiple of a chunk (64 KiB), but for the last."""

CASE_HEADER = "doorstep-case"
OFFSET_HEADER = "doorstep-offset"
SIZE_HEADER = "doorstep-size"
BOX_HEADER = "doorstep-box"
"""With it a piece is whole chunks as they lay on the laptop, whose case has left; the box holds their name and key."""

SEALED_PIECE_CHUNKS = 15
"""How many chunks such a piece has at most: a little less than a piece."""

_BOX = b"doorstep/blob/v1\n"
_KEY_BYTES = 32
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


class BlobUpload(Message):
    """How far an upload has come. `done`: the office has the whole, and its hash is right."""

    offset: int = Field(ge=0, le=MAX_BLOB_BYTES)
    done: bool


def blob_hash(data: bytes) -> str:
    """The hash by which bytes are named."""
    return hashlib.sha256(data).hexdigest()


def blob_box(name: str, key: bytes) -> bytes:
    """What is sealed to the office of an attachment that may not be read on its laptop any more."""
    return _BOX + key + name.encode()


def read_blob_box(data: bytes) -> tuple[str, bytes]:
    """The name and the key out of an opened box.

    Raises:
        Damaged: if it is the box of something else.
    """
    key, name = data[len(_BOX) : len(_BOX) + _KEY_BYTES], data[len(_BOX) + _KEY_BYTES :]
    if not data.startswith(_BOX) or len(key) != _KEY_BYTES or not name.isalnum():
        raise Damaged(say("A sealed box holds no attachment's key."))
    return name.decode("ascii", "replace"), key


def is_blob_hash(text: str) -> bool:
    """Whether the text is a SHA-256 as it is written here."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def read_range(header: str, size_bytes: int) -> tuple[int, int] | None:
    """The first byte asked for and the one after the last, at most one piece; None where it is no range of the file."""
    found = _RANGE.fullmatch(header)
    if found is None or int(found[1]) >= size_bytes:
        return None
    first = int(found[1])
    end = min(int(found[2]) + 1 if found[2] else size_bytes, size_bytes, first + PIECE_BYTES)
    return (first, end) if end > first else None


def write_content_range(first: int, end: int, size_bytes: int) -> str:
    """The header that says which part of the file an answer carries."""
    return f"bytes {first}-{end - 1}/{size_bytes}"


def read_content_range(header: str) -> tuple[int, int, int] | None:
    """First byte, the one after the last, and the size of the whole file; None where the header says none."""
    found = _CONTENT_RANGE.fullmatch(header)
    return (int(found[1]), int(found[2]) + 1, int(found[3])) if found else None
