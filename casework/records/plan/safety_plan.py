"""Safety plans: who is protected, by which measures, and who holds the plan (standards.md 64). Withheld whole."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.merge import DECIDE, ONCE, SET, TEXT, cautious
from casework.records.part import STAFF, Choice, Line, Link, Prose, Told
from casework.records.plan.frame import FRAME, Plan
from casework.records.plan.plan_line import Action, PlanId
from casework.records.record import Value, register
from casework.records.telling import Telling
from casework.words import say


class SafetyStatus(Choice):
    """Whether a safety plan holds. Only a senior ends one, with a reason, as with a warning."""

    IN_FORCE = "active", say("In force")
    ENDED = "removed", say("Ended")


class SafetyState(Value):
    """Whether the plan holds, and who said so. `by` is a staff id."""

    status: SafetyStatus = Field(title=say("State"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


@register
class SafetyPlan(Plan):
    """A plan that protects somebody from the person. Never told to the person unless a senior lifts that."""

    kind: ClassVar[str] = "safety_plan"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Safety plan")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"protects", "holder", "state"}

    protects: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Who it protects"))
    dangers: Annotated[Prose | None, TEXT] = Field(default=None, title=say("From what"))
    holder: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Who holds the plan"))
    told: Annotated[list[Told], SET] = Field(default_factory=list, title=say("Who was told of it"))
    state: Annotated[SafetyState | None, cautious(caution.status, guarded_from=1)] = Field(
        default=None, title=say("State")
    )
    follows: Annotated[str | None, ONCE, Link(("safety_plan",))] = Field(default=None, title=say("Takes the place of"))


@register
class SafetyMeasure(Action):
    """One measure of a safety plan: what is done, by whom, and what came of it."""

    kind: ClassVar[str] = "safety_measure"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Safety plan measure")

    plan: Annotated[PlanId | None, ONCE, Link(("safety_plan",))] = Field(default=None, title=say("Safety plan"))
    agreed_with: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Agreed with"))
