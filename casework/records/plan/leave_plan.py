"""Plans for home leave and for work outside the prison, with their days and the agencies (standards.md 65)."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from casework.records.merge import DECIDE, ONCE, SET, TEXT
from casework.records.part import Choice, Line, Link, Prose
from casework.records.plan.frame import FRAME, AgencyPart, Plan
from casework.records.record import Value, register
from casework.records.telling import WITHHELD


class LeaveSort(Choice):
    """Why the person is outside."""

    HOME_LEAVE = "home_leave", "Home leave"
    WORK = "external_work_placement", "Work placement outside the prison"
    OTHER = "other", "Other leave"


class LeaveDays(Value):
    """The first and the last day of the leave, both included."""

    starts: date = Field(title="First day")
    ends: date = Field(title="Last day")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends < self.starts:
            raise ValueError("end before they start: correct one of them")
        return self


@register
class LeavePlan(Plan):
    """A plan for the days on which a prisoner is at home or at work outside."""

    kind: ClassVar[str] = "leave_plan"
    title: ClassVar[str] = "Home leave or work placement plan"
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"sort", "days", "where", "risks"}

    sort: Annotated[LeaveSort | None, DECIDE] = Field(default=None, title="Kind of leave")
    days: Annotated[LeaveDays | None, DECIDE] = Field(default=None, title="Days")
    where: Annotated[Line | None, DECIDE] = Field(default=None, title="Where")
    prison: Annotated[Line | None, DECIDE] = Field(default=None, title="Prison")
    household: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title="Who is there")
    agencies: Annotated[list[AgencyPart], SET] = Field(default_factory=list, title="Agencies")
    risks: Annotated[Prose | None, TEXT] = Field(default=None, title="Risks during the leave")
    contingency: Annotated[Prose | None, TEXT] = Field(default=None, title="If something goes wrong")
    result: Annotated[Prose | None, TEXT] = Field(default=None, title="How it went")
    follows: Annotated[str | None, ONCE, Link(("leave_plan",))] = Field(default=None, title="Takes the place of")
