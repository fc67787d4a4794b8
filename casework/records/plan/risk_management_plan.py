"""Risk management plans: what might happen, why, and what is done about it, with their scenarios and lines."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.assessment.evidence import Point
from casework.records.merge import DECIDE, ONCE, SET, TEXT
from casework.records.part import Choice, Line, Link, Prose
from casework.records.plan.frame import FRAME, AgencyPart, Plan
from casework.records.plan.plan_line import Rank
from casework.records.record import Record, register
from casework.records.telling import WITHHELD
from casework.words import say

Ident = Annotated[str, Field(min_length=1, max_length=64)]


@register
class RiskManagementPlan(Plan):
    """A risk management plan: the frame to which its scenarios and lines belong."""

    kind: ClassVar[str] = "risk_management_plan"
    title: ClassVar[str] = say("Risk management plan")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = FRAME | {"formulation"}

    formulation: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Formulation"))
    risks: Annotated[list[Point], SET] = Field(default_factory=list, title=say("Risks"))
    strengths: Annotated[list[Point], SET] = Field(default_factory=list, title=say("Strengths"))
    protective_factors: Annotated[list[Point], SET] = Field(default_factory=list, title=say("Protective factors"))
    victims: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("Victims to be considered"))
    assessments: Annotated[list[Ident], SET, Link(("assessment", "offence_analysis", "risk_level"))] = Field(
        default_factory=list, title=say("Assessments it rests on")
    )
    meetings: Annotated[list[Ident], SET, Link(("mappa_meeting",))] = Field(
        default_factory=list, title=say("MAPPA meetings it agrees with")
    )
    agencies: Annotated[list[AgencyPart], SET] = Field(default_factory=list, title=say("Agencies"))
    follows: Annotated[str | None, ONCE, Link(("risk_management_plan",))] = Field(
        default=None, title=say("Takes the place of")
    )


class Likelihood(Choice):
    """How likely a scenario is held to be, in words: no instrument's scale."""

    UNLIKELY = "unlikely", say("Unlikely")
    POSSIBLE = "possible", say("Possible")
    LIKELY = "likely", say("Likely")


@register
class RiskScenario(Record):
    """One thing that might happen, to whom, and how one would see it coming."""

    kind: ClassVar[str] = "risk_scenario"
    title: ClassVar[str] = say("Risk scenario")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"plan", "what"})

    plan: Annotated[str | None, Field(min_length=1, max_length=64), ONCE, Link(("risk_management_plan",))] = Field(
        default=None, title=say("Plan")
    )
    what: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What might happen"))
    who: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("Who might be harmed"))
    likelihood: Annotated[Likelihood | None, DECIDE] = Field(default=None, title=say("How likely"))
    how_soon: Annotated[Line | None, DECIDE] = Field(default=None, title=say("How soon"))
    early_signs: Annotated[list[Point], SET] = Field(default_factory=list, title=say("Early signs"))
    follows: Annotated[str | None, ONCE, Link(("risk_scenario",))] = Field(default=None, title=say("Carried on from"))
    rank: Rank = Field(default=None, title=say("Place among the lines"))
