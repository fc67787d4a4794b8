"""The steps that reports go through: an interview, a visit, what was addressed, and a manager's approval."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Line, Link
from casework.records.record import Value
from casework.words import say

By = Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
"""A member of staff by id."""


class InterviewPlace(Choice):
    """Where somebody was interviewed for a report."""

    PRISON = "prison", say("In prison")
    VIDEO = "video", say("By video")
    TELEPHONE = "telephone", say("By telephone")
    OFFICE = "office", say("At the office")
    HOME = "home", say("At home")


class Interview(Value):
    """An interview of the person for a report."""

    on: date = Field(title=say("On"))
    by: By
    place: InterviewPlace = Field(title=say("Where"))


class AddressVisit(Value):
    """A visit to the address that the person may be released to."""

    on: date = Field(title=say("On"))
    by: By
    address: Annotated[str | None, Field(max_length=64, title=say("Address")), Link(("address",))] = None
    seen: str = Field(default="", max_length=LINE_MAX, title=say("Who was seen there"))


class Addressed(Value):
    """That something was dealt with in the report, on a day, by somebody."""

    on: date = Field(title=say("On"))
    by: By


class Evidence(Value):
    """A fact that a report relies on, where it comes from, and whether somebody made sure of it (standards.md 54)."""

    fact: Annotated[Line, Field(title=say("Fact"))]
    source: Annotated[Line, Field(title=say("Source"))]
    verified: Answer = Field(title=say("Verified"))


class Approval(Value):
    """A team manager's approval of a report."""

    by: By
    on: date = Field(title=say("On"))
    note: str = Field(default="", max_length=2000, title=say("Note"))
