"""What partners say of the team's work (standards.md 171). Lies with the team; about no case."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, SET
from casework.records.part import STAFF, Choice, Line, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


class FeedbackTone(Choice):
    """Which way it goes."""

    PRAISE = "praise", say("What goes well")
    MIXED = "mixed", say("Both")
    CONCERN = "concern", say("What should be better")


@register
class PartnerFeedback(Record):
    """Something a partner agency said about how the team works."""

    kind: ClassVar[str] = "partner_feedback"
    title: ClassVar[str] = say("Feedback from a partner")
    scope: ClassVar[ScopeSort] = "team"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"agency", "given_on", "said"})

    agency: Annotated[Line | None, ONCE] = Field(default=None, title=say("Agency"))
    given_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Given on"))
    tone: Annotated[FeedbackTone | None, ONCE] = Field(default=None, title=say("Type of feedback"))
    said: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was said"))
    themes: Annotated[list[Line], SET] = Field(default_factory=list, title=say("Themes"))
    taken_by: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, STAFF] = Field(
        default=None, title=say("Taken down by")
    )
    answer: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("What was done about it"))
