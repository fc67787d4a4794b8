"""Case management plans: what supervision is for and how it is delivered, with a line for each outcome."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE, ONCE, SET, TEXT
from casework.records.part import Link, Prose
from casework.records.plan.frame import FRAME, Plan
from casework.records.record import register
from casework.records.telling import OPEN
from casework.words import say


@register
class CaseManagementPlan(Plan):
    """A case management plan: the frame to which its lines belong (standards.md 61, 63)."""

    kind: ClassVar[str] = "case_management_plan"
    title: ClassVar[str] = say("Case management plan")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"offending", "needs", "delivery"}

    order: Annotated[str | None, DECIDE, Link(("order",))] = Field(default=None, title=say("Order or licence"))
    offending: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Offending behaviour"))
    needs: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Needs behind the offending"))
    delivery: Annotated[Prose | None, TEXT] = Field(default=None, title=say("How supervision is delivered"))
    views: Annotated[Prose | None, TEXT, OPEN] = Field(default=None, title=say("The person's own aims"))
    assessments: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=64)]], SET, Link(("assessment", "risk_level"))
    ] = Field(default_factory=list, title=say("Assessments it rests on"))
    follows: Annotated[str | None, ONCE, Link(("case_management_plan",))] = Field(
        default=None, title=say("Takes the place of")
    )
