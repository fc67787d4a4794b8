"""Reviews: what was looked at again, with whom, and what the person said about it (standards.md 72-79).

A review is written in steps and then closed. What it needs to be closed is checked when `closed` is set, here and at
the office. One that lacks a senior or the person's view can be closed only as not held as the standard asks. What is
written into it afterwards is a new version, to which its countersignature does not carry over.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from casework.problem import Problem, about
from casework.records import caution
from casework.records.kept import Kept
from casework.records.merge import DECIDE, ONCE, SET, TEXT, cautious
from casework.records.part import STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN, WITHHELD
from casework.words import say

Ident = Annotated[str, Field(min_length=1, max_length=64)]


class ReviewSort(Choice):
    """Which review it is. The three-monthly one and the one at twelve weeks are two different rules."""

    HIGH_RISK = "high_risk", say("Three-monthly review of a high-risk case")
    TWELVE_WEEKS = "twelve_weeks", say("Review at twelve weeks")
    ORDER = "order", say("Review of the order")
    LICENCE = "licence", say("Review of the licence")
    PLAN = "plan", say("Review of a plan")
    OTHER = "other", say("Other review")


class ReviewTopic(Choice):
    """What a review has to look at (standards.md 85, 86): ticked as it was, so that nothing is passed over."""

    RISK = "risk", say("Level of risk and what changed")
    PLAN = "plan", say("Whether the plan works")
    VICTIMS = "victims", say("Safety of victims and of others at risk")
    MAPPA = "mappa", say("MAPPA level and actions")
    POLICE = "police", say("Named police contact")
    CONTACT = "contact", say("Contact and home visits, as planned and as made")
    COMPLIANCE = "compliance", say("Failures, warnings and breaches")
    PROGRAMME = "programme", say("Programme, or what is done instead")


class PersonPart(Value):
    """Whether the person was there, and why not where they were not."""

    attended: bool = Field(title=say("The person attended"))
    reason: str = Field(default="", max_length=2000, title=say("Reason, if not"))

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.attended and not self.reason:
            raise ValueError(say("needs a reason: write why the person did not attend"))
        return self


class Closing(Value):
    """That the review is closed: by whom, when, which senior attended, and whether it was held as the standard asks.

    `by` and `senior` are staff ids. One that was closed before it could be said otherwise was held as asked.
    """

    by: Annotated[str, Field(min_length=1, max_length=64, title=say("Closed by")), STAFF]
    on: date = Field(title=say("Closed on"))
    senior: Annotated[str | None, Field(min_length=1, max_length=64, title=say("Senior who attended")), STAFF] = None
    kept: Kept = Field(default=Kept.YES, title=say("Held as the standard asks"))
    reason: str = Field(default="", max_length=2000, title=say("Reason, if not"))

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.by == self.senior:
            raise ValueError(
                say("names one person twice: name the senior who attended, who is not the one who closes it")
            )
        if self.kept is Kept.YES and self.senior is None:
            raise ValueError(
                say("names no senior who attended: name one, or say that it was not held as the standard asks")
            )
        if self.kept is not Kept.YES and not self.reason:
            raise ValueError(say("needs a reason: write why it was not held as the standard asks"))
        return self


@register
class Review(Record):
    """A review of a plan or of supervision, with what the person and the agencies said."""

    kind: ClassVar[str] = "review"
    title: ClassVar[str] = say("Review")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"sort"})

    sort: Annotated[ReviewSort | None, DECIDE] = Field(default=None, title=say("Kind of review"))
    plans: Annotated[
        list[Ident], SET, Link(("risk_management_plan", "case_management_plan", "safety_plan", "leave_plan"))
    ] = Field(default_factory=list, title=say("Plans that were reviewed"))
    held_on: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Held on"))
    worker: Annotated[Ident | None, DECIDE, STAFF] = Field(default=None, title=say("Supervising worker"))
    person: Annotated[PersonPart | None, DECIDE] = Field(default=None, title=say("The person at the review"))
    views: Annotated[Prose | None, TEXT, OPEN] = Field(
        default=None, title=say("How the person finds supervision, in their words")
    )
    barriers: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What gets in the way for the person"))
    improvement: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What the service could do better"))
    themes: Annotated[list[Line], SET] = Field(default_factory=list, title=say("Themes for the section meeting"))
    topics: Annotated[list[ReviewTopic], SET] = Field(default_factory=list, title=say("What was looked at"))
    summary: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What was reviewed and decided"))
    next_on: Annotated[date | None, cautious(caution.soonest, "worker"), OPEN] = Field(
        default=None, title=say("Next review")
    )
    follows: Annotated[str | None, ONCE, Link(("review",))] = Field(default=None, title=say("Review before this one"))
    closed: Annotated[Closing | None, DECIDE] = Field(default=None, title=say("Closed"))

    def problems(self) -> list[Problem]:
        """What a review needs before it is closed, and what must agree with what."""
        found = []
        if self.held_on and self.next_on and self.next_on <= self.held_on:
            found.append(
                about("next_on", say("Next review: it is not after the day it was held on; correct one of them."))
            )
        return [*found, *self._missing_to_close()] if self.closed else found

    def _missing_to_close(self) -> list[Problem]:
        """A review is not closed without these; one that was held as the standard asks needs more (73-77)."""
        if self.closed and self.closed.kept is not Kept.YES:
            return self._absent(("held_on", "worker", "summary", "next_on"))
        return self.compliance_gaps()

    def compliance_gaps(self) -> list[Problem]:
        """What keeps it from being closed as held the way the standard asks; `Closing` itself asks for the senior."""
        needed = ["held_on", "worker", "person", "barriers", "improvement", "summary", "next_on"]
        # What the person says is asked for in any case of a high-risk review: whoever is away can be rung up.
        if self.sort is ReviewSort.HIGH_RISK or (self.person and self.person.attended):
            needed.append("views")
        found = self._absent(needed)
        if self.closed and self.closed.senior and self.worker == self.closed.senior:
            found.append(
                about(
                    "closed",
                    say("Closed: the supervising worker cannot stand in for a senior; name the senior who attended."),
                )
            )
        return found

    def _absent(self, names: Iterable[str]) -> list[Problem]:
        titles = {name: type(self).model_fields[name].title or name for name in names if not getattr(self, name)}
        return [
            about(name, say("{title} is missing: fill it in before you close.", title=title), lacks=title)
            for name, title in titles.items()
        ]


class Attendance(Choice):
    """Whether somebody who was invited took part. Nobody's absence holds a review up (standards.md 70)."""

    INVITED = "invited", say("Invited")
    ATTENDED = "attended", say("Attended")
    APOLOGIES = "apologies", say("Sent apologies")
    ABSENT = "absent", say("Did not come")


@register
class Participation(Record):
    """Somebody of an agency who was invited to make or review a plan, and whether they took part."""

    kind: ClassVar[str] = "participation"
    title: ClassVar[str] = say("Agency invited to a plan or review")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"record", "agency", "attendance"})

    record: Annotated[
        str | None, ONCE, Link(("review", "risk_management_plan", "case_management_plan", "safety_plan", "leave_plan"))
    ] = Field(default=None, title=say("Review or plan"))
    agency: Annotated[Line | None, ONCE] = Field(default=None, title=say("Agency"))
    officer: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Key officer"))
    invited_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Invited on"))
    attendance: Annotated[Attendance | None, DECIDE] = Field(default=None, title=say("Attendance"))
    contributed: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("What they contributed"))
