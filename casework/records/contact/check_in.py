"""Check-ins of a planned visit: set out, out again, closed by telephone, not set out after all, looked into.

Each is a record.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import ONCE
from casework.records.part import LINE_MAX, STAFF, Choice, Line, Link
from casework.records.record import Moment, Record, register
from casework.records.telling import Telling
from casework.words import say

ID_MAX = 64


class CheckInStep(Choice):
    """What is said of the visit."""

    STARTED = "started", say("Visit started")
    ENDED = "ended", say("Out again and safe")
    CLOSED = "closed", say("Closed by telephone")
    UNDONE = "undone", say("Started by mistake")
    LOOKING = "looking", say("Overdue, and being looked into")


@register
class CheckIn(Record):
    """One step of a visit, said by whoever makes it, or by whom they rang."""

    kind: ClassVar[str] = "check_in"
    title: ClassVar[str] = say("Check-in")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"appointment", "step", "at", "by"})

    appointment: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, Link(("appointment",))] = Field(
        default=None, title=say("Planned visit")
    )
    step: Annotated[CheckInStep | None, ONCE] = Field(default=None, title=say("Step"))
    at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("When"))
    by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("By")
    )
    spoke_to: Annotated[Line | None, ONCE] = Field(default=None, title=say("Whom they spoke to"))
    said: Annotated[Line | None, ONCE] = Field(default=None, title=say("What they said"))
    position: Annotated[str | None, Field(max_length=LINE_MAX), ONCE] = Field(default=None, title=say("Where they are"))

    def problems(self) -> list[Problem]:
        """A visit is closed by telephone only by somebody who was spoken to."""
        if self.step is CheckInStep.CLOSED and not self.spoke_to:
            return [
                about(
                    "spoke_to",
                    say("Whom they spoke to is missing: write who said on the telephone that they are safe."),
                )
            ]
        return []
