"""Selection of staff for work with high risk of serious harm: who was selected, by whom and why (standards.md 175).

Lies with the supervision of whoever it is about: the reason is between them and whoever supervises them. That somebody
is selected is a training as well (`TrainingSubject.HIGH_RISK`), which every laptop knows of, without the reason.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE
from casework.records.part import STAFF, Choice, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

_StaffId = Annotated[str, Field(min_length=1, max_length=64)]


class SelectionAnswer(Choice):
    """What was decided."""

    SELECTED = "selected", say("Selected for work with high risk of serious harm")
    NOT_NOW = "not_now", say("Not selected at present")
    ENDED = "ended", say("No longer selected")


@register
class SelectionDecision(Record):
    """A senior's decision on who works with high risk of serious harm. `grounds`: what was known when it was made."""

    kind: ClassVar[str] = "selection_decision"
    title: ClassVar[str] = say("Selection for high-risk work")
    scope: ClassVar[ScopeSort] = "staff"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"about", "decided_by", "decided_on", "answer", "reason"})

    about: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Member of staff"))
    answer: Annotated[SelectionAnswer | None, ONCE] = Field(default=None, title=say("Decision"))
    decided_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Decided on"))
    decided_by: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Decided by"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Reason"))
    grounds: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was known"))

    def problems(self) -> list[Problem]:
        """Nobody selects themself."""
        if self.about and self.about == self.decided_by:
            return [about("decided_by", say("Decided by: nobody selects themselves; whoever supervises them decides."))]
        return []
