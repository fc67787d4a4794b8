"""That somebody on the list still meets the definition in a newer version (standards.md 9, 59)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.ending import RuleRef
from casework.records.merge import ONCE
from casework.records.part import STAFF, Link, Prose
from casework.records.record import Record, register
from casework.words import say

_Ident = Annotated[str, Field(min_length=1, max_length=64)]


@register
class HighRiskRecheck(Record):
    """A senior looked at somebody on the high-risk list again, under a newer version of the definition."""

    kind: ClassVar[str] = "high_risk_recheck"
    title: ClassVar[str] = say("High-risk list: looked at again")
    required: ClassVar[frozenset[str]] = frozenset({"proposal", "definition", "recorded_by", "on", "reason"})

    proposal: Annotated[_Ident | None, ONCE, Link(("high_risk_proposal",))] = Field(default=None, title=say("Proposal"))
    definition: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Definition"))
    recorded_by: Annotated[_Ident | None, ONCE, STAFF] = Field(default=None, title=say("By"))
    on: Annotated[date | None, ONCE] = Field(default=None, title=say("On"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why the definition is still met"))
