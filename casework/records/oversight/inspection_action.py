"""The action plan after an inspection: what is needed, what will happen, who leads, by when (standards.md 172).

Lies with the team, because no case is named in it. The columns are those of the published plan (report 299-2005).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, TEXT, cautious
from casework.records.part import STAFF, Line, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


@register
class InspectionAction(Record):
    """One line of an action plan after an inspection or an audit, and how far it has come."""

    kind: ClassVar[str] = "inspection_action"
    title: ClassVar[str] = say("Action after an inspection")
    scope: ClassVar[ScopeSort] = "team"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"inspection", "reference", "need", "action", "lead", "due_on"})

    inspection: Annotated[Line | None, ONCE] = Field(default=None, title=say("Inspection or audit"))
    reference: Annotated[Line | None, ONCE] = Field(default=None, title=say("Reference"))
    need: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Key issue or identified need"))
    authority: Annotated[Line | None, ONCE] = Field(default=None, title=say("Local authority"))
    action: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What will happen"))
    lead: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Who will lead"))
    staff: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, DECIDE, STAFF] = Field(
        default=None, title=say("Member of staff, if one of ours")
    )
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("By when"))
    progress: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Progress"))
    done_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Done on"))
