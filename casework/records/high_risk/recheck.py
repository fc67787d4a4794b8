"""That somebody on the list still meets the definition in a newer version (standards.md 9, 59)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.ending import RuleRef
from casework.records.merge import ONCE
from casework.records.part import STAFF, Link, Prose
from casework.records.record import Record, register

_Ident = Annotated[str, Field(min_length=1, max_length=64)]


@register
class HighRiskRecheck(Record):
    """A senior looked at somebody on the high-risk list again, under a newer version of the definition."""

    kind: ClassVar[str] = "high_risk_recheck"
    title: ClassVar[str] = "High-risk list: looked at again"
    required: ClassVar[frozenset[str]] = frozenset({"proposal", "definition", "recorded_by", "on", "reason"})

    proposal: Annotated[_Ident | None, ONCE, Link(("high_risk_proposal",))] = Field(default=None, title="Proposal")
    definition: Annotated[RuleRef | None, ONCE] = Field(default=None, title="Definition")
    recorded_by: Annotated[_Ident | None, ONCE, STAFF] = Field(default=None, title="By")
    on: Annotated[date | None, ONCE] = Field(default=None, title="On")
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title="Why the definition is still met")
