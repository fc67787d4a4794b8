"""What somebody wants done with a line of a plan, from the row in which it is read."""

from dataclasses import dataclass
from enum import StrEnum


class LineDeed(StrEnum):
    """What is wanted."""

    OPEN = "open"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class LineWish:
    """A deed about the line with this ``key``."""

    deed: LineDeed
    key: str
