"""Bodies on the line: what is packed comes out again, and never more than is allowed."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.ledger.wire import NotUnpacked, is_accepted, pack, unpack

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdCompressor
else:
    from backports.zstd import CompressionParameter, ZstdCompressor

MOST = 100_000


@given(st.binary(max_size=5000))
def test_what_is_packed_comes_out_again(body: bytes) -> None:
    assert unpack(pack(body), MOST) == body
    assert unpack(pack(body), len(body)) == body


@pytest.mark.parametrize("more", [1, 500_000_000])
def test_more_than_is_allowed_never_comes_out(more: int) -> None:
    """A few thousand bytes may promise half a gigabyte: of that no more is made than may be kept."""
    packer = ZstdCompressor(level=3)
    parts = [
        packer.compress(bytes(min(1_000_000, more - at)) + bytes(MOST * (at == 0))) for at in range(0, more, 1_000_000)
    ]
    bomb = b"".join(parts) + packer.flush(ZstdCompressor.FLUSH_FRAME)
    with pytest.raises(NotUnpacked):
        unpack(bomb, MOST)


def test_a_frame_that_asks_its_reader_for_much_memory_is_refused() -> None:
    packer = ZstdCompressor(options={CompressionParameter.window_log: 27, CompressionParameter.content_size_flag: 0})
    with pytest.raises(NotUnpacked):
        unpack(packer.compress(bytes(1000)) + packer.flush(ZstdCompressor.FLUSH_FRAME), MOST)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data + data,
        lambda data: b"{" + data,
        lambda data: bytes((*data[:20], data[20] ^ 1, *data[21:])),
    ],
)
def test_what_was_altered_or_cut_short_is_no_body(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(NotUnpacked):
        unpack(change(pack(bytes(range(256)) * 4)), MOST)


@pytest.mark.parametrize(
    ("header", "accepted"),
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
def test_zstd_is_sent_to_whoever_said_that_they_read_it(header: str, accepted: bool) -> None:
    assert is_accepted(header) is accepted
