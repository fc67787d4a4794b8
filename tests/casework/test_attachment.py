"""The record of an attachment, how its bytes are sealed in chunks, and how they are asked for in pieces."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.blob import PIECE_BYTES, read_content_range, read_range, write_content_range
from casework.ledger.chunk import (
    CHUNK_BYTES,
    NONCE_BYTES,
    SEALED_BYTES,
    ChunkCipher,
    DamagedFile,
    sealed_offset,
    sealed_size,
)
from casework.records.check import check_new
from casework.records.file.attachment import MAX_BLOB_BYTES, Attachment
from casework.records.merge import caution_of
from casework.records.record import merge_of

HASH, OTHER = "a" * 64, "b" * 64
GOOD: dict[str, JsonValue] = {
    "content": {"sha256": HASH, "size_bytes": 1000, "media_type": "image/jpeg"},
    "caption": "Damage to the front door",
    "added": {"by": "somebody", "at": "2026-03-05T14:05:00Z"},
    "belongs_to": {"sort": "case", "id": "a-case"},
    "handling": "withheld_from_the_person",
    "original": {"sha256": OTHER, "size_bytes": 2000},
}


def test_a_whole_attachment_is_valid_and_lacks_nothing() -> None:
    assert check_new(Attachment.kind, GOOD) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"content": {"sha256": HASH, "size_bytes": MAX_BLOB_BYTES + 1, "media_type": "image/png"}}, "too large"),
        ({"content": {"sha256": HASH, "size_bytes": 0, "media_type": "image/png"}}, "too small"),
        ({"content": {"sha256": HASH, "size_bytes": 9, "media_type": "image/heic"}}, "not one of the choices"),
        ({"content": {"sha256": "../etc", "size_bytes": 9, "media_type": "image/png"}}, "File"),
        ({"caption": ""}, "What it shows is empty"),
        ({"original": {"sha256": HASH, "size_bytes": 2000}}, "the same file"),
        ({"handling": "anything"}, "Handling is not one of the choices"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changed: dict[str, JsonValue], words: str) -> None:
    (sentence,) = check_new(Attachment.kind, {**GOOD, **changed})
    assert words in sentence
    assert "etc" not in sentence


def test_withheld_is_the_more_cautious_and_everything_else_is_complete_when_saved() -> None:
    rule = merge_of(Attachment.kind, "handling")
    assert rule is not None
    assert rule.rule == "cautious"
    withheld, shown = (caution_of(rule, v) for v in ("withheld_from_the_person", "may_be_shown_to_the_person"))
    assert caution_of(rule, "something newer") > withheld > shown
    rest = {name: merge_of(Attachment.kind, name) for name in Attachment.model_fields if name != "handling"}
    assert {found.rule for found in rest.values() if found} == {"once"}


SIZES = [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17]


def sealed(cipher: ChunkCipher, data: bytes) -> list[bytes]:
    parts = [data[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES] for number in range(cipher.count)]
    return [cipher.seal(number, part, os.urandom(NONCE_BYTES)) for number, part in enumerate(parts)]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_opened_chunk_by_chunk(size: int) -> None:
    data, cipher = os.urandom(size), ChunkCipher(bytes(32), "a file", size)
    chunks = sealed(cipher, data)
    assert b"".join(cipher.open(number, chunk) for number, chunk in enumerate(chunks)) == data
    assert sum(map(len, chunks)) == sealed_size(size)
    assert sealed_offset(len(chunks) - 1) == SEALED_BYTES * (len(chunks) - 1)


def test_a_chunk_opens_nowhere_but_in_its_place_in_its_file() -> None:
    size = 3 * CHUNK_BYTES
    cipher = ChunkCipher(bytes(32), "a file", size)
    first, second, _ = sealed(cipher, os.urandom(size))
    strangers = (
        (cipher, 1, first),
        (cipher, 0, second),
        (ChunkCipher(bytes(32), "another file", size), 0, first),
        (ChunkCipher(bytes(32), "a file", size + 1), 0, first),
        (ChunkCipher(bytes(31) + b"1", "a file", size), 0, first),
        (cipher, 0, first[:-1]),
        (cipher, 0, first + b"0"),
        (cipher, 0, b""),
    )
    for one, number, chunk in strangers:
        with pytest.raises(DamagedFile):
            one.open(number, chunk)


@given(place=st.integers(0, SEALED_BYTES - 1), change=st.integers(1, 255))
def test_any_byte_that_is_changed_is_found(place: int, change: int) -> None:
    cipher = ChunkCipher(bytes(32), "a file", CHUNK_BYTES)
    chunk = bytearray(cipher.seal(0, bytes(CHUNK_BYTES), bytes(NONCE_BYTES)))
    chunk[place] ^= change
    with pytest.raises(DamagedFile):
        cipher.open(0, bytes(chunk))


@given(size=st.integers(1, MAX_BLOB_BYTES), first=st.integers(0, MAX_BLOB_BYTES), length=st.integers(1, MAX_BLOB_BYTES))
def test_a_range_is_a_part_of_the_file_and_at_most_a_piece(size: int, first: int, length: int) -> None:
    found = read_range(f"bytes={first}-{first + length - 1}", size)
    assert (found is None) == (first >= size)
    if found:
        assert found[0] == first < found[1] <= min(size, first + PIECE_BYTES, first + length)
        assert read_content_range(write_content_range(*found, size)) == (*found, size)


@pytest.mark.parametrize("header", ["", "bytes=-5", "bytes=5-4", "bytes=0-1,4-5", "items=0-1", "bytes=x-", "bytes=9-"])
def test_what_is_no_range_gives_nothing(header: str) -> None:
    assert read_range(header, 9) is None
