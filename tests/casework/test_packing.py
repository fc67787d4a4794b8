"""What is packed comes out as it was; what is no whole frame, or holds more than is taken, never does."""

import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.ledger.packing import Unpackable, pack, reads_packed, unpack

MIB = 1024 * 1024


@given(st.binary(max_size=2000))
def test_what_is_packed_comes_out_as_it_was(data: bytes) -> None:
    assert unpack(pack(data), len(data)) == data


def test_words_get_much_shorter() -> None:
    assert len(pack(b"was not at home, the neighbour had not seen them either " * 100)) < 200


@given(st.binary(max_size=300))
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    if data[:4] != pack(b"")[:4]:
        with pytest.raises(Unpackable):
            unpack(data, MIB)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_frame_that_is_cut_short_lengthened_or_changed_is_refused(data: bytes, choice: st.DataObject) -> None:
    frame = pack(data)
    place = choice.draw(st.integers(0, len(frame) - 1))
    bit = choice.draw(st.sampled_from([1 << number for number in range(8)]))
    changed = frame[:place] + bytes([frame[place] ^ bit]) + frame[place + 1 :]
    for bad in (frame[:place], frame + b"\0", frame + frame):
        with pytest.raises(Unpackable):
            unpack(bad, MIB)
    with suppress(Unpackable):
        # A bit that means nothing may be changed; the words are the same then.
        assert unpack(changed, MIB) == data


def test_more_than_is_taken_never_comes_out_however_small_the_frame() -> None:
    bomb = pack(bytes(64 * MIB))
    assert len(bomb) < 4 * 1024
    tracemalloc.start()
    try:
        with pytest.raises(Unpackable):
            unpack(bomb, MIB)
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()
    with pytest.raises(Unpackable):
        unpack(pack(bytes(MIB + 1)), MIB)


@pytest.mark.parametrize(
    ("header", "reads"),
    [
        ("zstd", True),
        ("gzip, ZSTD;q=0.5", True),
        ("identity", False),
        ("", False),
        ("zstd;q=0", False),
        ("zstd; q=0.0", False),
        ("xzstd", False),
    ],
)
def test_what_is_packed_goes_to_whoever_says_that_they_read_it(header: str, reads: bool) -> None:
    assert reads_packed(header) is reads
