"""Parts that many kinds share: lines and prose, choices with their words, links to other records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from casework.records.record import Value
from casework.words import say, say_name

LINE_MAX = 200
PROSE_MAX = 20_000

Line = Annotated[str, Field(min_length=1, max_length=LINE_MAX)]
"""A short text on one line: a name, a place, a number."""

Prose = Annotated[str, Field(min_length=1, max_length=PROSE_MAX)]
"""What somebody writes in sentences. A form gives it a field of several lines."""


class Choice(StrEnum):
    """One of a closed list, with the words that a form and a page show for it: `HELD = "held", "Held"`."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """Make a member from its stored text and its words; `Role("police")`, without words, finds one."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member


class Answer(Choice):
    """Yes, no, or not known: where an empty box could be read as a no."""

    YES = "yes", say("Yes")
    NO = "no", say("No")
    NOT_KNOWN = "not_known", say("Not known")


class Quality(Choice):
    """The scale of the sources' audits, used everywhere (standards.md 108, 164)."""

    POOR = "poor", say("Poor")
    ADEQUATE = "adequate", say("Adequate")
    GOOD = "good", say("Good")
    VERY_GOOD = "very_good", say("Very Good")


@dataclass(frozen=True)
class Link:
    """The mark on a field that holds the id of another record: which kinds it may point to. None at all: any."""

    kinds: tuple[str, ...] = ()


STAFF = Link(("staff",))
"""The mark on a field that names a member of staff by id."""


@dataclass(frozen=True)
class ByItself:
    """The mark on a part that the application fills in when it is saved: no form asks for it, no page shows it."""


BY_ITSELF = ByItself()


class Said(Value):
    """Who decided or answered something, when and why. `by` is a staff id."""

    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    reason: Annotated[Prose, Field(title=say("Reason"))]


class Told(Value):
    """Somebody outside who was told something: who, of which agency, when and how."""

    name: Annotated[Line, Field(title=say("Who"))]
    agency: str = Field(default="", max_length=LINE_MAX, title=say("Agency"))
    on: date = Field(title=say("On"))
    how: str = Field(default="", max_length=LINE_MAX, title=say("How"))


def words_of(value: StrEnum) -> str:
    """The words for a member of a closed list; its own text in words where it brings none."""
    return value.words if isinstance(value, Choice) else say_name(value.value)
