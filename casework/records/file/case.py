"""The case: what stands for a person as a whole.

Two assessments signed by two people are two complete records and would never meet. So signing also sets a field here,
naming what it replaces, and that is where they conflict (protocol, section 2).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.file.brought_in import BroughtIn
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.part import Link
from casework.records.record import Record, Value, register
from casework.records.telling import NEVER
from casework.words import say


class RiskLevel(StrEnum):
    """Level of risk of serious harm (MAPPA guidance 2016, 4.5; standards.md 2E)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


RISK_WORDS = {
    RiskLevel.LOW: say("Low"),
    RiskLevel.MEDIUM: say("Medium"),
    RiskLevel.HIGH: say("High"),
    RiskLevel.VERY_HIGH: say("Very high"),
}

# Meanings in our own words; the wording of Medium and Low is not confirmed by a source (standards.md 2E, part 7).
RISK_MEANINGS = {
    RiskLevel.VERY_HIGH: say("Serious harm is more likely than not, and could come soon."),
    RiskLevel.HIGH: say("There are clear signs; serious harm could happen at any time."),
    RiskLevel.MEDIUM: say("There are signs; serious harm is unlikely unless circumstances change."),
    RiskLevel.LOW: say("Nothing known at present points to serious harm."),
}


class StandingRisk(Value):
    """The level that stands, with what it follows from: who assessed it, when, why, and in which record."""

    level: RiskLevel
    assessor: str
    assessed_on: date
    rationale: str = Field(min_length=1, max_length=20_000)
    record: str


class StandingPlan(Value):
    """The plan that is in use: which record, and since when."""

    record: Annotated[
        str,
        Field(min_length=1, max_length=64, title=say("Plan")),
        Link(("risk_management_plan", "case_management_plan")),
    ]
    since: date = Field(title=say("In use since"))


class CaseState(StrEnum):
    """Whether the service is working with the person."""

    OPEN = "open"
    CLOSED = "closed"


@register
class Case(Record):
    """What stands for one person's supervision. Its id is the case's id."""

    kind: ClassVar[str] = "case"
    title: ClassVar[str] = say("Case")
    required: ClassVar[frozenset[str]] = frozenset({"state", "opened_on"})

    state: Annotated[CaseState | None, DECIDE] = Field(default=None, title=say("State"))
    opened_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Opened on"))
    standing_risk: Annotated[StandingRisk | None, cautious(caution.risk, guarded_from=caution.HIGH)] = Field(
        default=None, title=say("Risk of serious harm")
    )
    risk_management_plan: Annotated[StandingPlan | None, DECIDE] = Field(
        default=None, title=say("Risk management plan in use")
    )
    case_management_plan: Annotated[StandingPlan | None, DECIDE] = Field(
        default=None, title=say("Case management plan in use")
    )
    brought_in: Annotated[BroughtIn | None, ONCE, NEVER] = Field(default=None, title=say("Brought in from"))
