"""What was recorded in the wrong person's file: that something was taken out of one, and what another received.

The two records share a ticket and nothing else: neither file says whose the other one is. What is `done` is written by
the office alone, which withholds what was taken out and records it again in the file that it belongs to.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, SET, Merge
from casework.records.part import STAFF, Choice, Line, Link, Prose
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say

MOST_TAKEN = 50
"""So many saves are taken out at once: the office writes every one of them again."""

_Entry = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Id = Annotated[str, Field(min_length=1, max_length=64)]


class CarriedChoice(Choice):
    """What a senior makes of a warning or level that came with something taken out."""

    KEEP = "keep", say("It stands in this file")
    LIFT = "lift", say("It does not stand in this file")


class CarriedAnswer(Value):
    """A senior's answer, with the reason."""

    choice: Annotated[CarriedChoice, Field(title=say("Warning or level"))]
    by: Annotated[_Id, Field(title=say("By")), STAFF]
    reason: Annotated[Prose, Field(title=say("Reason"))]


class TakenOut(Value):
    """What the office did: when, which records are out as a whole, and the saves by which it put something instead.

    `counted`: the saves that counted until then. What waited for a senior is recorded nowhere again before one rules.
    """

    at: Annotated[Moment, Field(title=say("On"))]
    records: tuple[_Id, ...] = Field(default=(), title=say("Records"))
    instead: tuple[_Entry, ...] = Field(default=(), title=say("Put in its place"))
    counted: tuple[_Entry, ...] = Field(default=(), title=say("Counted until then"))


class PutBack(Value):
    """That the office undid it, after a senior had said that it was right after all."""

    at: Annotated[Moment, Field(title=say("On"))]


@register
class Misfiling(Record):
    """Something was taken out of this file because it is about somebody else."""

    kind: ClassVar[str] = "misfiling"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Taken out of this file")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"entries", "titles", "ticket"})

    entries: Annotated[tuple[_Entry, ...] | None, Field(min_length=1, max_length=MOST_TAKEN), ONCE] = Field(
        default=None, title=say("What was taken out")
    )
    titles: Annotated[tuple[Line, ...] | None, Field(min_length=1, max_length=200), ONCE] = Field(
        default=None, title=say("What kind of record it was")
    )
    ticket: Annotated[_Id | None, ONCE] = Field(default=None, title=say("Ticket"))
    undoes: Annotated[Line | None, ONCE] = Field(default=None, title=say("Undoes the import from"))
    carried: Annotated[CarriedAnswer | None, Merge("decide", "senior")] = Field(
        default=None, title=say("Warning or level that it carried")
    )
    holds: Annotated[list[_Id], SET, Link()] = Field(default_factory=list, title=say("Still stands"))
    done: Annotated[TakenOut | None, DECIDE] = Field(default=None, title=say("Taken out"))
    undone: Annotated[PutBack | None, DECIDE] = Field(default=None, title=say("Put back"))


@register
class Receiving(Record):
    """Something was first recorded in another file by mistake and is recorded again in this one."""

    kind: ClassVar[str] = "receiving"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("First recorded in another file")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"ticket"})

    ticket: Annotated[_Id | None, ONCE] = Field(default=None, title=say("Ticket"))
    records: Annotated[list[_Id], SET, Link()] = Field(default_factory=list, title=say("Recorded here"))
    undone: Annotated[PutBack | None, DECIDE] = Field(default=None, title=say("Taken out again"))


@register
class MisfilingReach(Record):
    """Who had on a laptop what was taken out, when it was. Written by the office, for those who decide."""

    kind: ClassVar[str] = "misfiling_reach"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Who had it on a laptop")
    scope: ClassVar[ScopeSort] = "restricted"
    required: ClassVar[frozenset[str]] = frozenset({"misfiling"})

    misfiling: Annotated[_Id | None, ONCE, Link(("misfiling",))] = Field(default=None, title=say("What was taken out"))
    holders: Annotated[list[_Id], SET, STAFF] = Field(default_factory=list, title=say("Had it on a laptop"))
    before: Annotated[list[_Id], SET, STAFF] = Field(default_factory=list, title=say("Had the case before"))
