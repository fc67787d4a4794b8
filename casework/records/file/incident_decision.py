"""Whether a death or another serious incident is reviewed: a senior decides, with reasons (standards.md 2K)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, Merge
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class IncidentCause(Choice):
    """What the decision is about."""

    DEATH = "death", say("The person died")
    INCIDENT = "incident", say("A serious incident")


class ReviewChoice(Choice):
    """What was decided."""

    REVIEW = "review", say("A serious incident review is held")
    NO_REVIEW = "no_review", say("No serious incident review")


class ReviewDecision(Value):
    """The decision with its reasons. `by` is a senior's staff id."""

    decision: ReviewChoice = Field(title=say("Decision"))
    reasons: Annotated[Prose, Field(title=say("Reasons"))]
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


@register
class IncidentDecision(Record):
    """Whether a serious incident review is held. Waits until a senior has recorded it."""

    kind: ClassVar[str] = "incident_decision"
    title: ClassVar[str] = say("Serious incident decision")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"cause", "happened_on", "decision"})

    cause: Annotated[IncidentCause | None, ONCE] = Field(default=None, title=say("What it is about"))
    happened_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Happened on"))
    about: Annotated[str | None, Field(max_length=64), ONCE, Link()] = Field(
        default=None, title=say("Record it is about")
    )
    decision: Annotated[ReviewDecision | None, Merge("decide", "senior")] = Field(default=None, title=say("Decision"))
    notified_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Care Inspectorate notified on"))

    def problems(self) -> list[Problem]:
        """Nothing is decided or notified before it happened."""
        day = self.happened_on
        if day and self.decision and self.decision.on < day:
            return [about("decision", say("Decision: the day lies before what it is about; correct one of them."))]
        if day and self.notified_on and self.notified_on < day:
            return [
                about(
                    "notified_on",
                    say("Care Inspectorate notified on: the day lies before what it is about; correct one of them."),
                )
            ]
        return []
