"""Bodies made shorter for the line: Zstandard (RFC 8878) in `content-encoding`, with a limit on what comes out."""

import re
import sys

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, DecompressionParameter, ZstdDecompressor, ZstdError, compress
else:
    from backports.zstd import CompressionParameter, DecompressionParameter, ZstdDecompressor, ZstdError, compress

CODING = "zstd"
"""What the header says of such a body."""

WORTH_PACKING = 500
"""In bytes. What is shorter fits into one packet as it is."""

_HOW: dict[int, int] = {CompressionParameter.compression_level: 3, CompressionParameter.checksum_flag: 1}
_MOST_WINDOW: dict[int, int] = {DecompressionParameter.window_log_max: 24}
"""16 MiB: more than any body, so that no frame can ask for the memory of a larger one."""

_NO_QUALITY = re.compile(r"q=0(\.0*)?")


class Unpackable(ValueError):
    """What came is no whole frame, or more would come out of it than is taken. It says nothing of what is in it."""


def pack(data: bytes) -> bytes:
    """The bytes as one frame."""
    return compress(data, options=_HOW)


def unpack(data: bytes, most: int) -> bytes:
    """What is in a frame: at most so many bytes, however many it promises.

    Raises:
        Unpackable: for anything else than one whole frame, and for one that holds more.
    """
    reader = ZstdDecompressor(options=_MOST_WINDOW)
    try:
        # One byte more than is taken: then it is known that there is more, and no more than that is ever made.
        found = reader.decompress(data, most + 1)
    except ZstdError as error:
        raise Unpackable("no frame") from error
    if len(found) > most or not reader.eof or reader.unused_data:
        raise Unpackable("no whole frame of a size that is taken")
    return found


def reads_packed(header: str) -> bool:
    """Whether the other side says in `accept-encoding` that it reads such bodies (RFC 9110, section 12.5.3)."""
    for part in header.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() == CODING:
            return not _NO_QUALITY.fullmatch(quality.replace(" ", ""))
    return False
