"""Parts that records about other agencies share: who somebody is, and who was at a meeting."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, STAFF, Choice, Line
from casework.records.record import Value

By = Annotated[str, Field(min_length=1, max_length=64, title="By"), STAFF]
"""A member of staff by id."""

StaffId = Annotated[str, Field(min_length=1, max_length=64)]
"""A member of staff by id, in a field with words of its own; mark it `STAFF`."""

RecordRef = Annotated[str, Field(min_length=1, max_length=64)]
"""Another record by id; mark it with a `Link`."""


class Party(Value):
    """Somebody of another agency."""

    name: Annotated[Line, Field(title="Who")]
    agency: Annotated[Line, Field(title="Agency")]


class Attendance(Choice):
    """What part somebody had in a meeting. Absence never stops one (standards.md 70)."""

    INVITED = "invited", "Invited"
    ATTENDED = "attended", "Attended"
    APOLOGIES = "apologies", "Sent apologies"
    CONTRIBUTED = "contributed", "Contributed in writing"


class Attendee(Value):
    """Somebody who was asked to a meeting."""

    name: Annotated[Line, Field(title="Who")]
    agency: str = Field(default="", max_length=LINE_MAX, title="Agency")
    role: str = Field(default="", max_length=LINE_MAX, title="Role")
    attendance: Attendance = Field(title="Attendance")


class Shared(Value):
    """What was sent to somebody, and when."""

    what: Annotated[Line, Field(title="What")]
    on: date = Field(title="On")
