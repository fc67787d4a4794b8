"""A legal hold: nothing of the case may be disposed of while it stands. Only a senior lifts it, with a reason."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Choice, Line, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class HoldBasis(Choice):
    """What the file is kept for."""

    INQUIRY = "inquiry", say("A public inquiry")
    COURT = "court", say("Court proceedings")
    REVIEW = "review", say("A serious incident or learning review")
    COMPLAINT = "complaint", say("A complaint or a claim")
    REQUEST = "request", say("A request for information")
    OTHER = "other", say("Something else")


class HoldGrounds(Value):
    """Who asked for the hold, for what, and since when."""

    basis: HoldBasis = Field(title=say("Kept for"))
    asked_by: Annotated[Line, Field(title=say("Who asked for it"))]
    why: Annotated[Prose, Field(title=say("Why"))]
    since: date = Field(title=say("Since"))


class HoldStatus(Choice):
    """Whether the hold stands. Only a senior lifts it."""

    ACTIVE = "active", say("Stands")
    REMOVED = "removed", say("Lifted")


class HoldState(Value):
    """Whether the hold stands, and who said so."""

    status: HoldStatus = Field(title=say("State"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


@register
class LegalHold(Record):
    """A reason to keep the file beyond its retention."""

    kind: ClassVar[str] = "legal_hold"
    title: ClassVar[str] = say("Legal hold")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"grounds", "state"})

    grounds: Annotated[HoldGrounds | None, ONCE] = Field(default=None, title=say("Legal hold"))
    state: Annotated[HoldState | None, cautious(caution.status, guarded_from=1)] = Field(
        default=None, title=say("State")
    )
