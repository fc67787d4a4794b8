"""The lifeline: events of a life, apart from the events of the case (standards.md 192)."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.dating import Dating
from casework.records.merge import DECIDE, TEXT
from casework.records.part import LINE_MAX, Choice, Prose, Said
from casework.records.record import Record, register
from casework.records.telling import OPEN
from casework.words import say


class Felt(Choice):
    """What the event was to the person, as they say."""

    GOOD = "good", say("A good time")
    HARD = "hard", say("A hard time")
    BOTH = "both", say("Good and hard")
    NOT_SAID = "not_said", say("Not said")


@register
class LifeEvent(Record):
    """One event on the lifeline. The person's own words are theirs and may be told to them."""

    kind: ClassVar[str] = "life_event"
    title: ClassVar[str] = say("Lifeline event")
    required: ClassVar[frozenset[str]] = frozenset({"happened", "what"})

    happened: Annotated[Dating | None, DECIDE] = Field(default=None, title=say("When"))
    age: Annotated[str | None, Field(max_length=LINE_MAX), DECIDE, OPEN] = Field(
        default=None, title=say("How old the person was")
    )
    what: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What happened"))
    own_words: Annotated[Prose | None, TEXT, OPEN] = Field(default=None, title=say("In the person's own words"))
    felt: Annotated[Felt | None, DECIDE, OPEN] = Field(default=None, title=say("What it was to the person"))
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title=say("Entered in error"))
