"""Plans for home leave and for work outside the prison, with their days and the agencies (standards.md 65)."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from casework.records.merge import DECIDE, ONCE, SET, TEXT
from casework.records.part import Choice, Line, Link, Prose
from casework.records.plan.frame import FRAME, AgencyPart, Plan
from casework.records.record import Value, register
from casework.records.telling import WITHHELD
from casework.words import say


class LeaveSort(Choice):
    """Why the person is outside."""

    HOME_LEAVE = "home_leave", say("Home leave")
    WORK = "external_work_placement", say("Work placement outside the prison")
    OTHER = "other", say("Other leave")


class LeaveDays(Value):
    """The first and the last day of the leave, both included."""

    starts: date = Field(title=say("First day"))
    ends: date = Field(title=say("Last day"))

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends < self.starts:
            raise ValueError(say("end before they start: correct one of them"))
        return self


@register
class LeavePlan(Plan):
    """A plan for the days on which a prisoner is at home or at work outside."""

    kind: ClassVar[str] = "leave_plan"
    title: ClassVar[str] = say("Home leave or work placement plan")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"sort", "days", "where", "risks"}

    sort: Annotated[LeaveSort | None, DECIDE] = Field(default=None, title=say("Kind of leave"))
    days: Annotated[LeaveDays | None, DECIDE] = Field(default=None, title=say("Days"))
    where: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Where"))
    prison: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Prison"))
    household: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("Who is there"))
    agencies: Annotated[list[AgencyPart], SET] = Field(default_factory=list, title=say("Agencies"))
    risks: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Risks during the leave"))
    contingency: Annotated[Prose | None, TEXT] = Field(default=None, title=say("If something goes wrong"))
    result: Annotated[Prose | None, TEXT] = Field(default=None, title=say("How it went"))
    follows: Annotated[str | None, ONCE, Link(("leave_plan",))] = Field(default=None, title=say("Takes the place of"))
