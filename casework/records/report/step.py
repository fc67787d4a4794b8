"""The steps that reports go through: an interview, a visit, what was addressed, and a manager's approval."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Line, Link
from casework.records.record import Value

By = Annotated[str, Field(min_length=1, max_length=64, title="By"), STAFF]
"""A member of staff by id."""


class InterviewPlace(Choice):
    """Where somebody was interviewed for a report."""

    PRISON = "prison", "In prison"
    VIDEO = "video", "By video"
    TELEPHONE = "telephone", "By telephone"
    OFFICE = "office", "At the office"
    HOME = "home", "At home"


class Interview(Value):
    """An interview of the person for a report."""

    on: date = Field(title="On")
    by: By
    place: InterviewPlace = Field(title="Where")


class AddressVisit(Value):
    """A visit to the address that the person may be released to."""

    on: date = Field(title="On")
    by: By
    address: Annotated[str | None, Field(max_length=64, title="Address"), Link(("address",))] = None
    seen: str = Field(default="", max_length=LINE_MAX, title="Who was seen there")


class Addressed(Value):
    """That something was dealt with in the report, on a day, by somebody."""

    on: date = Field(title="On")
    by: By


class Evidence(Value):
    """A fact that a report relies on, where it comes from, and whether somebody made sure of it (standards.md 54)."""

    fact: Annotated[Line, Field(title="Fact")]
    source: Annotated[Line, Field(title="Source")]
    verified: Answer = Field(title="Verified")


class Approval(Value):
    """A team manager's approval of a report."""

    by: By
    on: date = Field(title="On")
    note: str = Field(default="", max_length=2000, title="Note")
