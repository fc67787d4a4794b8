"""A person asks for what is held about them: when it came, who asks, how they were known, by when, what became of it.

UK GDPR article 15 and Data Protection Act 2018, section 45. What is decided about each passage of the file is kept
beside the passage (`release_decision`), so that what only named people may read stays where only they read it.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, Merge
from casework.records.part import STAFF, Choice, Line, Prose, Said
from casework.records.record import Record, Value, register
from casework.records.telling import NEVER, Telling
from casework.words import say


class Asker(Choice):
    """Who asks."""

    PERSON = "person", say("The person")
    REPRESENTATIVE = "representative", say("Somebody who acts for the person")


class IdentityCheck(Value):
    """How it was made sure that whoever asks is who they say, or may act for the person."""

    how: Annotated[Line, Field(title=say("How"))]
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


class Outcome(Choice):
    """What became of a request."""

    ANSWERED = "answered", say("Answered")
    REFUSED = "refused", say("Refused as a whole")
    TAKEN_BACK = "taken_back", say("Taken back by whoever asked")


class Answered(Value):
    """What became of it, by whom and when. `reference`: the letters on the file that was handed over."""

    outcome: Outcome = Field(title=say("Outcome"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    reference: str = Field(default="", max_length=40, title=say("Reference of the file"))
    note: str = Field(default="", max_length=5000, title=say("Note"))


@register
class AccessRequest(Record):
    """A request for access to what is held about the person. Log it on the day it comes: the time runs from then."""

    kind: ClassVar[str] = "access_request"
    title: ClassVar[str] = say("Request for access")
    telling: ClassVar[Telling] = Telling.UNDECIDED
    required: ClassVar[frozenset[str]] = frozenset({"received_on", "asker"})

    received_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Received on"))
    asker: Annotated[Asker | None, ONCE] = Field(default=None, title=say("Who asks"))
    representative: Annotated[Line | None, ONCE] = Field(default=None, title=say("Who acts for the person"))
    asked: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What is asked for"))
    runs_from: Annotated[date | None, DECIDE] = Field(
        default=None, title=say("Time runs from, where identity or scope was asked about")
    )
    identity: Annotated[IdentityCheck | None, DECIDE] = Field(default=None, title=say("Identity checked"))
    extended: Annotated[Said | None, Merge("decide", decider="senior"), NEVER] = Field(
        default=None, title=say("Extended by two months")
    )
    answered: Annotated[Answered | None, Merge("decide", decider="senior")] = Field(
        default=None, title=say("What became of it")
    )

    def problems(self) -> list[Problem]:
        """What must agree with what."""
        found = []
        if self.asker is Asker.REPRESENTATIVE and not self.representative:
            found.append(about("representative", say("Who acts for the person is missing: write who it is.")))
        if self.received_on and self.runs_from and self.runs_from < self.received_on:
            found.append(
                about("runs_from", say("Time runs from: the day is before the request came; correct one of them."))
            )
        return found
