"""Talking an assessment over with a senior, asking for a more detailed one, and telling the person what it means."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, TEXT
from casework.records.part import BY_ITSELF, STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import NEVER, OPEN
from casework.words import say

StaffField = Annotated[str, Field(min_length=1, max_length=64)]


class DiscussionWay(Choice):
    """How the two spoke."""

    IN_PERSON = "in_person", say("In person")
    TELEPHONE = "telephone", say("By telephone")
    VIDEO = "video", say("By video call")


class Discussed(Value):
    """A record that was talked over, in the exact version that was on the screen (see `casework.rules.version`)."""

    record: Annotated[str, Field(min_length=1, max_length=64, title=say("Record")), Link()]
    version: Annotated[str, BY_ITSELF] = Field(default="", pattern=r"^([0-9a-f]{64})?$", title=say("Version"))


@register
class Discussion(Record):
    """A case or an assessment talked over with a senior, and what came of it."""

    kind: ClassVar[str] = "discussion"
    title: ClassVar[str] = say("Discussion with a senior")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"worker", "senior", "on", "how", "outcome"})

    worker: Annotated[StaffField | None, ONCE, STAFF] = Field(default=None, title=say("Worker"))
    senior: Annotated[StaffField | None, ONCE, STAFF] = Field(default=None, title=say("Senior"))
    on: Annotated[date | None, ONCE] = Field(default=None, title=say("Date"))
    how: Annotated[DiscussionWay | None, ONCE] = Field(default=None, title=say("How"))
    about: Annotated[list[Discussed] | None, ONCE] = Field(default=None, title=say("What was discussed"))
    outcome: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Outcome"))
    in_supervision: Annotated[bool | None, ONCE] = Field(default=None, title=say("In supervision"))

    def problems(self) -> list[Problem]:
        """Nobody discusses with themself."""
        if self.senior is not None and self.senior == self.worker:
            return [
                about(
                    "senior",
                    say(
                        "Senior: the worker and the senior are the same person; name the senior it was discussed with."
                    ),
                )
            ]
        return []


@register
class FurtherAssessment(Record):
    """A more detailed assessment that was asked for, and what came of it."""

    kind: ClassVar[str] = "further_assessment"
    title: ClassVar[str] = say("Further assessment asked for")
    required: ClassVar[frozenset[str]] = frozenset({"reason", "asked_on", "asked_of"})

    asked_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Asked on"))
    asked_of: Annotated[Line | None, ONCE] = Field(default=None, title=say("Asked of"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why it is needed"))
    after: Annotated[str | None, ONCE, Link(("assessment", "incident"))] = Field(
        default=None, title=say("Follows from")
    )
    outcome: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Outcome"))
    assessment: Annotated[str | None, DECIDE, Link(("assessment",))] = Field(default=None, title=say("Assessment made"))


class SharingWay(Choice):
    """How the person was told."""

    IN_PERSON = "in_person", say("In person")
    COPY = "copy", say("Given a copy")
    TELEPHONE = "telephone", say("By telephone")
    VIDEO = "video", say("By video call")
    LETTER = "letter", say("By letter")


@register
class Sharing(Record):
    """What an assessment or a plan means was gone through with the person: when, how and what they said."""

    kind: ClassVar[str] = "sharing"
    title: ClassVar[str] = say("Shared with the person")
    required: ClassVar[frozenset[str]] = frozenset({"record", "on", "how", "by"})

    record: Annotated[str | None, Field(min_length=1, max_length=64), ONCE, Link()] = Field(
        default=None, title=say("What was shared")
    )
    on: Annotated[date | None, ONCE, OPEN] = Field(default=None, title=say("Date"))
    how: Annotated[SharingWay | None, ONCE, OPEN] = Field(default=None, title=say("How"))
    by: Annotated[StaffField | None, ONCE, STAFF] = Field(default=None, title=say("By"))
    reaction: Annotated[Prose | None, ONCE, OPEN] = Field(default=None, title=say("What the person said"))
    left_out: Annotated[Prose | None, ONCE, NEVER] = Field(default=None, title=say("What was left out, and why"))
