"""What somebody wants done from the page of a record. The page asks; the tab does it."""

from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What is wanted."""

    READ = "read"
    CHANGE = "change"
    CORRECT = "correct"
    ADD = "add"
    DISCLOSE = "disclose"
    WITHHOLD = "withhold"
    ASK = "ask"
    AGREE = "agree"
    RETURN = "return"
    USE = "use"
    VERSION = "version"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class RecordWish:
    """A deed about a ``record``; ``detail``: the field to decide about, or the kind to add."""

    deed: Deed
    record: str
    detail: str = ""
