"""Information asked for and given between agencies (standards.md 142, 143, 145, 149)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.multi_agency.party import Party, RecordRef, StaffId
from casework.records.multi_agency.third_party import Basis, SharingBasis
from casework.records.part import STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class Direction(Choice):
    """Which way."""

    OUT = "out", say("From us to them")
    IN = "in", say("From them to us")


class RequestAnswer(Choice):
    """What came of a request."""

    GIVEN = "given", say("Given")
    PARTLY = "partly_given", say("Given in part")
    REFUSED = "refused", say("Refused")
    NOTHING = "nothing_held", say("Nothing held")


class RequestOutcome(Value):
    """What came of a request, and when."""

    answer: RequestAnswer = Field(title=say("Outcome"))
    on: date = Field(title=say("On"))
    note: str = Field(default="", max_length=5000, title=say("Note"))


def _unlisted(basis: Basis | None) -> list[Problem]:
    if basis and basis.sort is SharingBasis.OTHER and not basis.note:
        return [about("basis", say("Basis: write what it rests on."))]
    return []


@register
class InformationRequest(Record):
    """Something one agency asked another about the person."""

    kind: ClassVar[str] = "information_request"
    title: ClassVar[str] = say("Information request")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"direction", "party", "asked", "purpose", "basis", "asked_on"})

    direction: Annotated[Direction | None, ONCE] = Field(default=None, title=say("Who asked"))
    party: Annotated[Party | None, ONCE] = Field(default=None, title=say("Other agency"))
    asked: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was asked"))
    purpose: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Purpose"))
    basis: Annotated[Basis | None, ONCE] = Field(default=None, title=say("Basis"))
    asked_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Asked on"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Answer due on")
    )
    outcome: Annotated[RequestOutcome | None, DECIDE] = Field(default=None, title=say("What came of it"))

    def problems(self) -> list[Problem]:
        """Nothing is answered, or due, before it was asked."""
        found = _unlisted(self.basis)
        if self.asked_on and self.due_on and self.due_on < self.asked_on:
            found.append(about("due_on", say("Answer due on: the day is before it was asked; correct one of them.")))
        if self.asked_on and self.outcome and self.outcome.on < self.asked_on:
            found.append(about("outcome", say("What came of it: the day is before it was asked; correct one of them.")))
        return found


@register
class InformationShared(Record):
    """Something that went from one agency to another about the person: recipient, purpose, basis."""

    kind: ClassVar[str] = "information_shared"
    title: ClassVar[str] = say("Information shared")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"direction", "party", "shared", "purpose", "basis", "shared_on"})

    direction: Annotated[Direction | None, ONCE] = Field(default=None, title=say("Which way"))
    party: Annotated[Party | None, ONCE] = Field(default=None, title=say("Other agency"))
    shared: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was shared"))
    purpose: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Purpose"))
    basis: Annotated[Basis | None, ONCE] = Field(default=None, title=say("Basis"))
    shared_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Shared on"))
    shared_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Our member of staff"))
    how: Annotated[Line | None, ONCE] = Field(default=None, title=say("How"))
    request: Annotated[RecordRef | None, ONCE, Link(("information_request",))] = Field(
        default=None, title=say("Request it answers")
    )

    def problems(self) -> list[Problem]:
        """An unlisted basis is written out."""
        return _unlisted(self.basis)
