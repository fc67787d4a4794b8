"""Risk of serious harm: one signed judgement of the level, with its grounds.

The full analysis per group at risk comes with the instruments; this record is complete in what it says. A worker's
lowering of a standing high or very high level is kept as a proposal until a senior answers it.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.case import RiskLevel
from casework.records.merge import ONCE, Merge
from casework.records.record import Record, Value, register
from casework.words import say


class ProposalAnswer(StrEnum):
    """What a senior answered to a proposed lower level."""

    AGREED = "agreed"
    DECLINED = "declined"


class Answer(Value):
    """A senior's answer to a proposal, with the reason."""

    answer: ProposalAnswer
    senior: str
    on: date
    reason: str = Field(min_length=1, max_length=5000)


@register
class RiskLevelRecord(Record):
    """A signed level of risk of serious harm, or a proposal to lower the standing one."""

    kind: ClassVar[str] = "risk_level"
    title: ClassVar[str] = say("Risk of serious harm")
    required: ClassVar[frozenset[str]] = frozenset({"level", "rationale", "assessor", "assessed_on", "proposal"})

    level: Annotated[RiskLevel | None, ONCE] = Field(default=None, title=say("Level"))
    rationale: Annotated[str | None, Field(min_length=1, max_length=20_000), ONCE] = Field(
        default=None, title=say("Rationale")
    )
    assessor: Annotated[str | None, ONCE] = Field(default=None, title=say("Assessor"))
    assessed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Date of assessment"))
    proposal: Annotated[bool | None, ONCE] = Field(default=None, title=say("Proposal"))
    answer: Annotated[Answer | None, Merge("decide", "senior")] = Field(default=None, title=say("Senior's answer"))
