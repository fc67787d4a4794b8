"""A copy that was made of records: who made it, when, and of what. So that it can be found who has words on paper.

What is on the copy stays where it was recorded. That it was handed over is a record of its own (`sharing`).
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import ONCE
from casework.records.part import STAFF, Line, Link
from casework.records.record import Moment, Record, register
from casework.records.telling import Telling
from casework.words import say

MOST_RECORDS = 5000

_Id = Annotated[str, Field(min_length=1, max_length=64)]


@register
class Paper(Record):
    """A copy that somebody made as a PDF or on paper, and the records whose words are on it."""

    kind: ClassVar[str] = "paper"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Copy made")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"called", "made_at", "made_by", "records"})

    called: Annotated[Line | None, ONCE] = Field(default=None, title=say("What it is called"))
    made_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("Made"))
    made_by: Annotated[_Id | None, ONCE, STAFF] = Field(default=None, title=say("Made by"))
    records: Annotated[list[_Id] | None, Field(min_length=1, max_length=MOST_RECORDS), ONCE, Link()] = Field(
        default=None, title=say("What is on it")
    )
