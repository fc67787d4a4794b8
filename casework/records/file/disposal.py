"""What stays of a case that was disposed of: by which rule, when, and who decided. The office alone writes it."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.file.ending import RuleRef
from casework.records.merge import ONCE
from casework.records.part import STAFF, Line
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


@register
class Disposal(Record):
    """The words of a case were destroyed under a retention rule: proposed by one, confirmed by another."""

    kind: ClassVar[str] = "disposal"
    title: ClassVar[str] = say("Disposal")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"rule", "due_on", "on", "proposed_by", "confirmed_by"})

    rule: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Retention rule"))
    due_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Was due on"))
    on: Annotated[date | None, ONCE] = Field(default=None, title=say("Disposed of on"))
    proposed_by: Annotated[str | None, Field(max_length=64), ONCE, STAFF] = Field(
        default=None, title=say("Proposed by")
    )
    confirmed_by: Annotated[str | None, Field(max_length=64), ONCE, STAFF] = Field(
        default=None, title=say("Confirmed by")
    )
    reason: Annotated[Line | None, ONCE] = Field(default=None, title=say("Reason"))

    def problems(self) -> list[Problem]:
        """Nobody destroys records alone, nor before their time."""
        if self.proposed_by and self.proposed_by == self.confirmed_by:
            return [
                about(
                    "confirmed_by", say("Confirmed by: somebody else has to confirm it; no one destroys records alone.")
                )
            ]
        if self.due_on and self.on and self.on < self.due_on:
            return [about("on", say("Disposed of on: the day lies before the retention ended; correct one of them."))]
        return []
