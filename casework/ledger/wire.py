"""Bodies as they cross the line: zstd where the other side has said that it reads that, and never more than is allowed.

Who sends says in `content-encoding` what a body is, as HTTP has it. The office says in every answer in
`accept-encoding` (RFC 9110, section 12.5.3) what it reads, so that a laptop knows before it sends anything large. What
a laptop signs is the body as it is sent.
"""

import sys
from typing import Final

if sys.version_info >= (3, 14):
    from compression.zstd import (
        CompressionParameter,
        DecompressionParameter,
        ZstdCompressor,
        ZstdDecompressor,
        ZstdError,
    )
else:
    from backports.zstd import (
        CompressionParameter,
        DecompressionParameter,
        ZstdCompressor,
        ZstdDecompressor,
        ZstdError,
    )

ZSTD: Final = "zstd"
WORTH_BYTES: Final = 500
"""What is shorter is sent as it is."""

_LEVEL: Final = 3
_WINDOW: Final = {DecompressionParameter.window_log_max: 24}
"""A frame may ask its reader for more memory than ever comes out of it: at most 16 MiB."""
_OPTIONS: Final = {CompressionParameter.compression_level: _LEVEL, CompressionParameter.checksum_flag: 1}


class NotUnpacked(ValueError):
    """A body that is not what its header says, is cut short, or would be larger than is allowed."""


def is_accepted(header: str) -> bool:
    """Whether the other side has said in `accept-encoding` that it reads zstd."""
    for part in header.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() == ZSTD:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def pack(body: bytes) -> bytes:
    """A body as one zstd frame, with its checksum."""
    return ZstdCompressor(options=_OPTIONS).compress(body, ZstdCompressor.FLUSH_FRAME)


def unpack(data: bytes, most: int) -> bytes:
    """The body out of one frame; whatever it promises, no more than `most` bytes are ever made of it.

    Raises:
        NotUnpacked: if it is no whole frame, something follows it, or more would come out.
    """
    reader = ZstdDecompressor(options=_WINDOW)
    try:
        body = reader.decompress(data, max_length=most + 1)
    except (ZstdError, MemoryError):
        raise NotUnpacked from None
    if len(body) > most or not reader.eof or reader.unused_data:
        raise NotUnpacked
    return body
