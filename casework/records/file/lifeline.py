"""The lifeline: events of a life, apart from the events of the case (standards.md 192)."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.dating import Dating
from casework.records.merge import DECIDE, TEXT
from casework.records.part import LINE_MAX, Choice, Prose, Said
from casework.records.record import Record, register
from casework.records.telling import OPEN


class Felt(Choice):
    """What the event was to the person, as they say."""

    GOOD = "good", "A good time"
    HARD = "hard", "A hard time"
    BOTH = "both", "Good and hard"
    NOT_SAID = "not_said", "Not said"


@register
class LifeEvent(Record):
    """One event on the lifeline. The person's own words are theirs and may be told to them."""

    kind: ClassVar[str] = "life_event"
    title: ClassVar[str] = "Event of the lifeline"
    required: ClassVar[frozenset[str]] = frozenset({"happened", "what"})

    happened: Annotated[Dating | None, DECIDE] = Field(default=None, title="When")
    age: Annotated[str | None, Field(max_length=LINE_MAX), DECIDE, OPEN] = Field(
        default=None, title="How old the person was"
    )
    what: Annotated[Prose | None, TEXT] = Field(default=None, title="What happened")
    own_words: Annotated[Prose | None, TEXT, OPEN] = Field(default=None, title="In the person's own words")
    felt: Annotated[Felt | None, DECIDE, OPEN] = Field(default=None, title="What it was to the person")
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title="Entered in error")
