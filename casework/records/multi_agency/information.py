"""Information asked for and given between agencies (standards.md 142, 143, 145, 149)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.multi_agency.party import Party, RecordRef, StaffId
from casework.records.multi_agency.third_party import Basis, SharingBasis
from casework.records.part import STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling


class Direction(Choice):
    """Which way."""

    OUT = "out", "From us to them"
    IN = "in", "From them to us"


class RequestAnswer(Choice):
    """What came of a request."""

    GIVEN = "given", "Given"
    PARTLY = "partly_given", "Given in part"
    REFUSED = "refused", "Refused"
    NOTHING = "nothing_held", "Nothing held"


class RequestOutcome(Value):
    """What came of a request, and when."""

    answer: RequestAnswer = Field(title="Outcome")
    on: date = Field(title="On")
    note: str = Field(default="", max_length=5000, title="Note")


def _unlisted(basis: Basis | None) -> list[str]:
    if basis and basis.sort is SharingBasis.OTHER and not basis.note:
        return ["Basis: write what it rests on."]
    return []


@register
class InformationRequest(Record):
    """Something one agency asked another about the person."""

    kind: ClassVar[str] = "information_request"
    title: ClassVar[str] = "Information request"
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"direction", "party", "asked", "purpose", "basis", "asked_on"})

    direction: Annotated[Direction | None, ONCE] = Field(default=None, title="Who asked")
    party: Annotated[Party | None, ONCE] = Field(default=None, title="Other agency")
    asked: Annotated[Prose | None, ONCE] = Field(default=None, title="What was asked")
    purpose: Annotated[Prose | None, ONCE] = Field(default=None, title="Purpose")
    basis: Annotated[Basis | None, ONCE] = Field(default=None, title="Basis")
    asked_on: Annotated[date | None, ONCE] = Field(default=None, title="Asked on")
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title="Answer due on")
    outcome: Annotated[RequestOutcome | None, DECIDE] = Field(default=None, title="What came of it")

    def problems(self) -> list[str]:
        """Nothing is answered, or due, before it was asked."""
        found = _unlisted(self.basis)
        if self.asked_on and self.due_on and self.due_on < self.asked_on:
            found.append("Answer due on: the day is before it was asked; correct one of them.")
        if self.asked_on and self.outcome and self.outcome.on < self.asked_on:
            found.append("What came of it: the day is before it was asked; correct one of them.")
        return found


@register
class InformationShared(Record):
    """Something that went from one agency to another about the person: recipient, purpose, basis."""

    kind: ClassVar[str] = "information_shared"
    title: ClassVar[str] = "Information shared"
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"direction", "party", "shared", "purpose", "basis", "shared_on"})

    direction: Annotated[Direction | None, ONCE] = Field(default=None, title="Which way")
    party: Annotated[Party | None, ONCE] = Field(default=None, title="Other agency")
    shared: Annotated[Prose | None, ONCE] = Field(default=None, title="What was shared")
    purpose: Annotated[Prose | None, ONCE] = Field(default=None, title="Purpose")
    basis: Annotated[Basis | None, ONCE] = Field(default=None, title="Basis")
    shared_on: Annotated[date | None, ONCE] = Field(default=None, title="Shared on")
    shared_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title="Our member of staff")
    how: Annotated[Line | None, ONCE] = Field(default=None, title="How")
    request: Annotated[RecordRef | None, ONCE, Link(("information_request",))] = Field(
        default=None, title="Request it answers"
    )

    def problems(self) -> list[str]:
        """An unlisted basis is written out."""
        return _unlisted(self.basis)
