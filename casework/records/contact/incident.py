"""Incidents: what happened, how much it weighs, and that risk was assessed again or why not (standards.md 39, 2K)."""

from datetime import UTC, date, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import Field, JsonValue, TypeAdapter, model_validator

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Link, Prose
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import WITHHELD
from casework.words import say

ID_MAX = 64

_YES_OR_NO = TypeAdapter(bool)


class IncidentSort(Choice):
    """What kind of thing happened."""

    VIOLENCE = "violence", say("Violence")
    DOMESTIC = "domestic", say("Domestic abuse")
    SEXUAL = "sexual", say("Sexual harm")
    THREAT = "threat", say("Threat")
    STAFF = "staff", say("Violence or threat to staff")
    ARREST = "arrest", say("Arrest or new charge")
    CONTACT = "contact", say("Contact with somebody they must not meet")
    WEAPON = "weapon", say("Weapon")
    SELF_HARM = "self_harm", say("Self-harm, overdose or attempted suicide")
    DEATH = "death", say("Death")
    ABSENCE = "absence", say("Missing or away without leave")
    OTHER = "other", say("Something else")


class IncidentTime(Value):
    """The day, and the time as far as it is known."""

    on: date = Field(title=say("Day"))
    time: str = Field(default="", max_length=LINE_MAX, title=say("Time, as far as known"))


class PoliceInformed(Value):
    """Whether the police know, since when, and by whom."""

    informed: Answer = Field(title=say("Police informed"))
    at: Moment | None = Field(default=None, title=say("When"))
    officer: str = Field(default="", max_length=LINE_MAX, title=say("Which officer"))
    reference: str = Field(default="", max_length=LINE_MAX, title=say("Police reference"))

    @model_validator(mode="after")
    def _when(self) -> Self:
        if self.informed is Answer.YES and self.at is None:
            raise ValueError(say("does not say when the police were told: write the day and the time"))
        return self


class FollowUpSort(Choice):
    """What came of it for the assessment."""

    REASSESSED = "reassessed", say("Risk was assessed again")
    JUSTIFIED = "justified", say("No new assessment is needed")


class FollowUp(Value):
    """The answer that a significant incident asks for: the new assessment, or why there is none."""

    sort: FollowUpSort = Field(title=say("Answer"))
    record: Annotated[str | None, Link(("assessment", "risk_level"))] = Field(
        default=None, max_length=ID_MAX, title=say("New assessment")
    )
    reason: Annotated[Prose, Field(title=say("Reason"))]
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title=say("By")), STAFF]
    on: date = Field(title=say("On"))

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.sort is FollowUpSort.REASSESSED and not self.record:
            raise ValueError(say("names no new assessment: choose it, or give the reason why there is none"))
        if self.sort is FollowUpSort.JUSTIFIED and self.record:
            raise ValueError(say("names a new assessment: choose that risk was assessed again, or leave it out"))
        return self


def _significance(value: JsonValue) -> int:
    return int(_YES_OR_NO.validate_python(value))


@register
class Incident(Record):
    """Something that happened around the person. What is said about those harmed or at risk starts withheld.

    Whoever takes back that it is significant gives a reason: risk would then not be assessed again.
    """

    kind: ClassVar[str] = "incident"
    title: ClassVar[str] = say("Incident")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset(
        {"sort", "happened", "known_at", "what", "significant", "recorded_by"}
    )

    sort: Annotated[IncidentSort | None, ONCE] = Field(default=None, title=say("Type of incident"))
    happened: Annotated[IncidentTime | None, ONCE] = Field(default=None, title=say("When it happened"))
    known_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("When we learnt of it"))
    what: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What happened"))
    harmed: Annotated[Prose | None, ONCE, WITHHELD] = Field(default=None, title=say("Who was harmed or at risk"))
    police_account: Annotated[Prose | None, ONCE, WITHHELD] = Field(default=None, title=say("What the police told us"))
    police: Annotated[PoliceInformed | None, DECIDE, WITHHELD] = Field(default=None, title=say("Police informed"))
    significant: Annotated[bool | None, cautious(_significance, "worker", guarded_from=1)] = Field(
        default=None, title=say("Significant")
    )
    follow_up: Annotated[FollowUp | None, DECIDE] = Field(default=None, title=say("Assessed again, or why not"))
    contact: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("contact",))] = Field(
        default=None, title=say("Contact it is known from")
    )
    recorded_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Recorded by")
    )
    corrects: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("incident",))] = Field(
        default=None, title=say("Corrects an earlier record")
    )

    def problems(self) -> list[Problem]:
        """Nobody learns of it before it happened, nor answers for it before that."""
        found, day = [], self.happened.on if self.happened else None
        # An hour more than UTC is the latest that a clock here shows.
        known_at = self.known_at.astimezone(UTC) + timedelta(hours=1) if self.known_at else None
        if day and known_at and known_at.date() < day:
            found.append(
                about("known_at", say("When we learnt of it: the day is before it happened; correct one of them."))
            )
        if day and self.follow_up and self.follow_up.on < day:
            found.append(
                about(
                    "follow_up", say("Assessed again, or why not: the day is before it happened; correct one of them.")
                )
            )
        if self.sort is IncidentSort.DEATH and self.significant is False:
            found.append(about("significant", say("Significant: a death is always significant; answer yes.")))
        return found
