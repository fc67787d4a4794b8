"""What every plan has: who made it when, which one it takes the place of, and when it is looked at again."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records import caution
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Line
from casework.records.record import Record, Value
from casework.words import say

StaffField = Annotated[str, Field(min_length=1, max_length=64)]

FRAME = frozenset({"made_on", "made_by", "review_on"})
"""What no plan can do without."""


class Plan(Record):
    """The frame of a plan. Which plan is in use stands in the case; each version of a plan is a record of its own."""

    made_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Made on"))
    made_by: Annotated[StaffField | None, ONCE, STAFF] = Field(default=None, title=say("Made by"))
    review_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Review date")
    )


class AgencyPart(Value):
    """An agency that takes part in a plan: which, who there, and what it does."""

    agency: Annotated[Line, Field(title=say("Agency"))]
    name: str = Field(default="", max_length=200, title=say("Who there"))
    part: str = Field(default="", max_length=500, title=say("What it does"))
