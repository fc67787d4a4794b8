"""Child or adult protection concerns: who, what was seen, who was told by telephone and when (standards.md 151, 152).

A concern is recorded at once with whatever is known. It waits on the duty desk until somebody was told
(`casework/rules/concern.py`). The supervised person is told nothing of it before a senior lifts that.
"""

from datetime import UTC, date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, SET, Merge
from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Line, Link, Prose, Said
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say

ID_MAX = 64


class ConcernSort(Choice):
    """Whom the concern is about."""

    CHILD = "child", say("A child")
    ADULT = "adult", say("An adult at risk of harm")
    BOTH = "both", say("Children and adults")


class Concerned(Value):
    """Somebody the concern is about. A name or a place that is not known is said to be so."""

    name: str = Field(default="", max_length=LINE_MAX, title=say("Name"))
    name_not_known: bool = Field(default=False, title=say("Name is not known"))
    described: str = Field(default="", max_length=LINE_MAX, title=say("Age, or what they look like"))
    relation: str = Field(default="", max_length=LINE_MAX, title=say("What they are to the person"))
    place: str = Field(default="", max_length=LINE_MAX, title=say("Where they are now"))
    place_not_known: bool = Field(default=False, title=say("Where they are is not known"))

    @model_validator(mode="after")
    def _said(self) -> Self:
        if bool(self.name) == self.name_not_known:
            raise ValueError(say("needs a name for each, or the tick that it is not known: give one of the two"))
        if bool(self.place) == self.place_not_known:
            raise ValueError(say("needs a place for each, or the tick that it is not known: give one of the two"))
        return self


class ToldHow(Choice):
    """By which means somebody was told. A message that nobody answered is not a telling."""

    TELEPHONE = "telephone", say("By telephone")
    FACE = "face", say("Face to face")
    VIDEO = "video", say("By video call")
    MESSAGE = "message", say("Message left or sent, not answered yet")


class Notified(Value):
    """That somebody was told: who, of which agency, at which moment, by which means and by which of us."""

    name: Annotated[Line, Field(title=say("Who was told"))]
    agency: Annotated[Line, Field(title=say("Agency"))]
    at: Moment = Field(title=say("When"))
    how: ToldHow = Field(title=say("How"))
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title=say("Told by")), STAFF]
    advice: str = Field(default="", max_length=2000, title=say("What they said"))


class Referral(Value):
    """The referral that was made."""

    agency: Annotated[Line, Field(title=say("To which agency"))]
    made_on: date = Field(title=say("Made on"))
    reference: str = Field(default="", max_length=LINE_MAX, title=say("Reference"))
    outcome: str = Field(default="", max_length=2000, title=say("What came of it"))


@register
class ProtectionConcern(Record):
    """A concern for a child or an adult, recorded at once. Ring first, then record whom you told and when."""

    kind: ClassVar[str] = "protection_concern"
    title: ClassVar[str] = say("Protection concern")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"sort", "concerned", "noticed_at", "seen", "danger", "recorded_by"})

    sort: Annotated[ConcernSort | None, ONCE] = Field(default=None, title=say("Whom it is about"))
    concerned: Annotated[list[Concerned] | None, Field(min_length=1, max_length=30), DECIDE] = Field(
        default=None, title=say("Who, and where they are")
    )
    noticed_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("When it was seen or heard"))
    seen: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was seen or heard"))
    said: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What the child or adult said, in their words"))
    danger: Annotated[Answer | None, ONCE] = Field(default=None, title=say("In danger now"))
    condition: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("condition",))] = Field(
        default=None, title=say("Condition possibly breached")
    )
    contact: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("contact",))] = Field(
        default=None, title=say("Contact it came from")
    )
    appointment: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("appointment",))] = Field(
        default=None, title=say("Visit it came from")
    )
    told: Annotated[list[Notified], SET] = Field(default_factory=list, title=say("Who was told, and when"))
    not_told: Annotated[Said | None, Merge("decide", "senior")] = Field(
        default=None, title=say("Why nobody is told (a senior)")
    )
    referral: Annotated[Referral | None, DECIDE] = Field(default=None, title=say("Referral"))
    recorded_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Recorded by")
    )
    corrects: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("protection_concern",))] = Field(
        default=None, title=say("Corrects an earlier record")
    )

    def problems(self) -> list[Problem]:
        """A referral follows what was seen."""
        # The day in UTC is never after the one on the wall here, so midnight in summer gives no false alarm.
        day = self.noticed_at.astimezone(UTC).date() if self.noticed_at else None
        if day and self.referral and self.referral.made_on < day:
            return [about("referral", say("Referral: the day is before the concern was noticed; correct one of them."))]
        return []
