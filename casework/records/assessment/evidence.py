"""What an assessment rests on: each fact with its source and whether somebody has verified it (standards.md 54)."""

from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, Answer, Line
from casework.records.record import Value
from casework.words import say

POINT_MAX = 1000

Point = Annotated[str, Field(min_length=1, max_length=POINT_MAX)]
"""One point of a list: a risk, a strength, a protective factor."""


class Evidence(Value):
    """One fact that an assessment rests on."""

    what: Annotated[Point, Field(title=say("What is said"))]
    source: Annotated[Line, Field(title=say("Source"))]
    verified: Answer = Field(default=Answer.NOT_KNOWN, title=say("Verified"))
    how: str = Field(default="", max_length=LINE_MAX, title=say("How it was verified"))
