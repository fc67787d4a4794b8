"""What somebody outside the case has to know to work safely, on a sheet that is tracked (standards.md 155, 156).

Whoever supervises unpaid work gets what bears on the risk there, never the offence as a label. The sheet is kept
securely where the work starts from, is read, and comes back.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE
from casework.records.multi_agency.party import Party, StaffId
from casework.records.part import STAFF, Line, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


@register
class NeedToKnow(Record):
    """What somebody who works with the person has to know: given to whom, read, and come back."""

    kind: ClassVar[str] = "need_to_know"
    title: ClassVar[str] = say("Need-to-know sheet")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"given_to", "what", "given_on", "given_by"})

    given_to: Annotated[Party | None, ONCE] = Field(default=None, title=say("Given to"))
    what: Annotated[Prose | None, ONCE] = Field(
        default=None, title=say("What they need to know, without naming the offence")
    )
    given_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Given on"))
    given_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Given by"))
    kept_at: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Where it is kept securely"))
    read_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Read on"))
    returned_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Returned or destroyed on"))

    def problems(self) -> list[Problem]:
        """Nothing is read or comes back before it was given."""
        found = []
        if self.given_on and self.read_on and self.read_on < self.given_on:
            found.append(about("read_on", say("Read on: the day is before it was given; correct one of them.")))
        if self.given_on and self.returned_on and self.returned_on < self.given_on:
            found.append(
                about(
                    "returned_on", say("Returned or destroyed on: the day is before it was given; correct one of them.")
                )
            )
        return found
