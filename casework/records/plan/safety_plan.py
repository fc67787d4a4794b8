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


class SafetyStatus(Choice):
    """Whether a safety plan holds. Only a senior ends one, with a reason, as with a warning."""

    IN_FORCE = "active", "In force"
    ENDED = "removed", "Ended"


class SafetyState(Value):
    """Whether the plan holds, and who said so. `by` is a staff id."""

    status: SafetyStatus = Field(title="State")
    by: Annotated[str, Field(min_length=1, max_length=64, title="By"), STAFF]
    on: date = Field(title="On")


@register
class SafetyPlan(Plan):
    """A plan that protects somebody from the person. Never told to the person unless a senior lifts that."""

    kind: ClassVar[str] = "safety_plan"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = "Safety plan"
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"protects", "holder", "state"}

    protects: Annotated[Prose | None, TEXT] = Field(default=None, title="Who it protects")
    dangers: Annotated[Prose | None, TEXT] = Field(default=None, title="From what")
    holder: Annotated[Line | None, DECIDE] = Field(default=None, title="Who holds the plan")
    told: Annotated[list[Told], SET] = Field(default_factory=list, title="Who was told of it")
    state: Annotated[SafetyState | None, cautious(caution.status, guarded_from=1)] = Field(default=None, title="State")
    follows: Annotated[str | None, ONCE, Link(("safety_plan",))] = Field(default=None, title="Takes the place of")


@register
class SafetyMeasure(Action):
    """One measure of a safety plan: what is done, by whom, and what came of it."""

    kind: ClassVar[str] = "safety_measure"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = "Measure of a safety plan"

    plan: Annotated[PlanId | None, ONCE, Link(("safety_plan",))] = Field(default=None, title="Safety plan")
    agreed_with: Annotated[Line | None, DECIDE] = Field(default=None, title="Agreed with")
