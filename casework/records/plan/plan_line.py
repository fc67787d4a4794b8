"""The lines of a plan: each a record of its own, so that two people who change two lines do not meet.

Lines about a victim's safety are a kind of their own, because they start withheld from the supervised person.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, SET, TEXT
from casework.records.part import LINE_MAX, STAFF, Choice, Line, Link, Prose
from casework.records.plan.frame import StaffField
from casework.records.record import Record, Value, register
from casework.records.telling import NEVER, Telling
from casework.words import say

Note = Annotated[str, Field(max_length=5000)]
PlanId = Annotated[str, Field(min_length=1, max_length=64)]

Rank = Annotated[int | None, Field(ge=1, le=10**9), DECIDE, NEVER]
"""The place of a line among the others of its part, as a number: how it is laid out, not what is agreed."""

PLANS = ("risk_management_plan", "case_management_plan", "leave_plan")
"""The plans that have lines. A safety plan has measures of its own."""


class PlanPart(Choice):
    """The part of a plan that a line belongs to."""

    MONITORING = "monitoring", say("Monitoring")
    SUPERVISION = "supervision", say("Supervision")
    INTERVENTION = "intervention", say("Intervention")
    CONTINGENCY = "contingency", say("Contingency")
    OUTCOME = "outcome", say("Outcome")


class LineTag(Choice):
    """What a line is about, for audits and reports (standards.md 63, 67, 68, 148)."""

    OFFENDING = "offending_behaviour", say("Offending behaviour")
    NEEDS = "offending_related_needs", say("Needs behind the offending")
    VICTIM_AWARENESS = "victim_awareness", say("Victim awareness")
    HOME_VISIT = "home_visit", say("Home visit")
    SURVEILLANCE = "police_surveillance", say("Police surveillance asked for")
    PROGRAMME = "programme", say("Programme")


class LineStatus(Choice):
    """What became of a line."""

    DONE = "done", say("Done")
    PARTLY = "partly_done", say("Partly done")
    NOT_DONE = "not_done", say("Not done")
    DROPPED = "no_longer_needed", say("No longer needed")


class LineResult(Value):
    """What became of a line, and when that was seen."""

    status: LineStatus = Field(title=say("Result"))
    on: date = Field(title=say("Date"))
    note: str = Field(default="", max_length=5000, title=say("Note"))


class Action(Record):
    """What all lines have in common: what is done, by whom, by when, and what came of it."""

    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"plan", "action"})

    plan: Annotated[PlanId | None, ONCE, Link(PLANS)] = Field(default=None, title=say("Plan"))
    action: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What is done"))
    owner: Annotated[StaffField | None, DECIDE, STAFF] = Field(default=None, title=say("Who sees to it"))
    agency: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Agency that does it"))
    frequency: Annotated[Line | None, DECIDE] = Field(default=None, title=say("How often"))
    trigger: Annotated[Note | None, DECIDE] = Field(default=None, title=say("What sets it off"))
    due_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Due on"))
    result: Annotated[LineResult | None, DECIDE] = Field(default=None, title=say("Result"))
    follows: Annotated[str | None, ONCE, Link(("plan_line", "victim_safety_line", "safety_measure"))] = Field(
        default=None, title=say("Carried on from")
    )
    rank: Rank = Field(default=None, title=say("Place among the lines"))


@register
class PlanLine(Action):
    """One line of a plan: what is done, by whom, how often, by when, and what came of it."""

    kind: ClassVar[str] = "plan_line"
    title: ClassVar[str] = say("Plan line")
    required: ClassVar[frozenset[str]] = frozenset({"plan", "part", "action"})

    part: Annotated[PlanPart | None, DECIDE] = Field(default=None, title=say("Part of the plan"))
    factor: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Risk or need it addresses"))
    outcome: Annotated[Note | None, DECIDE] = Field(default=None, title=say("Outcome that is wanted"))
    tags: Annotated[list[LineTag], SET] = Field(default_factory=list, title=say("What it is about"))
    conditions: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], SET, Link(("condition",))] = Field(
        default_factory=list, title=say("Conditions it rests on")
    )
    mappa_actions: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], SET, Link(("mappa_action",))] = (
        Field(default_factory=list, title=say("MAPPA actions it carries out"))
    )

    def problems(self) -> list[Problem]:
        """What is kept ready has to say what it is kept ready for."""
        if self.part is PlanPart.CONTINGENCY and not self.trigger:
            return [
                about(
                    "trigger", say("What sets it off is missing: a contingency needs it; write what would set it off.")
                )
            ]
        return []


@register
class VictimSafetyLine(Action):
    """One line of a plan about the safety of a victim. Withheld from the person until a senior lifts it."""

    kind: ClassVar[str] = "victim_safety_line"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Victim safety line")

    protects: Annotated[str | None, Field(max_length=LINE_MAX), DECIDE] = Field(
        default=None, title=say("Who it protects")
    )
