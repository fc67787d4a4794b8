"""Parts that records about other agencies share: who somebody is, and who was at a meeting."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, STAFF, Choice, Line
from casework.records.record import Value
from casework.words import say

By = Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
"""A member of staff by id."""

StaffId = Annotated[str, Field(min_length=1, max_length=64)]
"""A member of staff by id, in a field with words of its own; mark it `STAFF`."""

RecordRef = Annotated[str, Field(min_length=1, max_length=64)]
"""Another record by id; mark it with a `Link`."""


class Party(Value):
    """Somebody of another agency."""

    name: Annotated[Line, Field(title=say("Who"))]
    agency: Annotated[Line, Field(title=say("Agency"))]


class Attendance(Choice):
    """What part somebody had in a meeting. Absence never stops one (standards.md 70)."""

    INVITED = "invited", say("Invited")
    ATTENDED = "attended", say("Attended")
    APOLOGIES = "apologies", say("Sent apologies")
    CONTRIBUTED = "contributed", say("Contributed in writing")


class Attendee(Value):
    """Somebody who was asked to a meeting."""

    name: Annotated[Line, Field(title=say("Who"))]
    agency: str = Field(default="", max_length=LINE_MAX, title=say("Agency"))
    role: str = Field(default="", max_length=LINE_MAX, title=say("Role"))
    attendance: Attendance = Field(title=say("Attendance"))


class Shared(Value):
    """What was sent to somebody, and when."""

    what: Annotated[Line, Field(title=say("What"))]
    on: date = Field(title=say("On"))
