"""What is drawn of an attachment: pixels in memory, for whatever shows them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Drawing:
    """A picture or one page: 32 bits a pixel, blue first, `stride` bytes a line. `text`: what can be read out of it."""

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)
    pages: int = 1
    text: str = field(default="", repr=False)
