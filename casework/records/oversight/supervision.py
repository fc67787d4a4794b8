"""Line management supervision: what a worker and a senior talked about, and what was agreed (standards.md 83, 178)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, SET, TEXT, cautious
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say

_StaffId = Annotated[str, Field(min_length=1, max_length=64)]
_RecordRef = Annotated[str, Field(min_length=1, max_length=64)]


class SupportNeed(Choice):
    """What would help a member of staff (standards.md 178)."""

    TRAINING = "training", say("Training")
    READING = "reading", say("Reading")
    SHADOWING = "shadowing", say("Shadowing")
    MENTORING = "mentoring", say("Mentoring")
    EXTRA = "extra_supervision", say("Extra line management")


class CaseDiscussed(Value):
    """A case that was talked about, by its id alone.

    What was said of it stands in the case: a supervisor may be excluded from one.
    """

    case: Annotated[str, Field(min_length=1, max_length=64, title=say("Case")), Link(("case",))]
    recording_read: bool = Field(default=False, title=say("Records were read"))


@register
class SupervisionSession(Record):
    """A session of supervision of one member of staff. Read by them and by those who supervise them."""

    kind: ClassVar[str] = "supervision_session"
    title: ClassVar[str] = say("Supervision session")
    scope: ClassVar[ScopeSort] = "staff"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"held_on", "about", "supervisor"})

    held_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Held on"))
    about: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Member of staff"))
    supervisor: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Supervisor"))
    cases: Annotated[list[CaseDiscussed] | None, ONCE] = Field(default=None, title=say("Cases discussed"))
    needs: Annotated[list[SupportNeed], SET] = Field(default_factory=list, title=say("What would help"))
    notes: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Notes"))
    next_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Next session on")
    )

    def problems(self) -> list[Problem]:
        """Nobody supervises themself; the next session comes after this one; a case is named once."""
        found = []
        if self.about and self.about == self.supervisor:
            found.append(about("supervisor", say("Supervisor: nobody supervises themselves; choose somebody else.")))
        if self.held_on and self.next_on and self.next_on <= self.held_on:
            found.append(
                about("next_on", say("Next session on: the day is not after this session; correct one of them."))
            )
        cases = [one.case for one in self.cases or []]
        if len(set(cases)) < len(cases):
            found.append(about("cases", say("Cases discussed: a case is there twice; take one out.")))
        return found


@register
class SupervisionAction(Record):
    """Something that was agreed in supervision: who does it, and by when."""

    kind: ClassVar[str] = "supervision_action"
    title: ClassVar[str] = say("Action from supervision")
    scope: ClassVar[ScopeSort] = "staff"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"session", "action", "owner", "due_on"})

    session: Annotated[_RecordRef | None, ONCE, Link(("supervision_session",))] = Field(
        default=None, title=say("Session")
    )
    action: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What is to be done"))
    owner: Annotated[_StaffId | None, DECIDE, STAFF] = Field(default=None, title=say("Who does it"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("Due on"))
    done_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Done on"))
    result: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What came of it"))
