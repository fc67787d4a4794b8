"""What was told about the person to somebody outside, on which basis, and who decided so (standards.md 143, 147)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE
from casework.records.multi_agency.party import RecordRef, StaffId
from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class SharingBasis(Choice):
    """On what footing something was told. Which law it rests on is written beside it."""

    AGREED = "agreed_by_the_person", say("The person agreed")
    MAPPA = "mappa", say("Decided under MAPPA")
    PROTOCOL = "information_sharing_protocol", say("Information sharing protocol")
    ORDER = "court_or_law", say("A court or the law requires it")
    PROTECTION = "protection", say("To protect somebody at risk")
    SCHEME = "disclosure_scheme", say("Police disclosure scheme")
    OTHER = "other", say("Another basis")


class Basis(Value):
    """The footing, with what it rests on."""

    sort: SharingBasis = Field(title=say("Basis"))
    note: str = Field(default="", max_length=2000, title=say("What it rests on"))


class Recipient(Value):
    """Who was told, and what they are to the person."""

    name: Annotated[Line, Field(title=say("Who"))]
    agency: str = Field(default="", max_length=LINE_MAX, title=say("Agency"))
    relation: Annotated[Line, Field(title=say("What they are to the person"))]


@register
class ThirdPartyDisclosure(Record):
    """Something about the person that somebody outside was told in order to protect."""

    kind: ClassVar[str] = "third_party_disclosure"
    title: ClassVar[str] = say("Disclosure to a third party")
    telling: ClassVar[Telling] = Telling.WITHHELD
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"recipient", "purpose", "basis", "told", "told_on", "decided_by"})

    recipient: Annotated[Recipient | None, ONCE] = Field(default=None, title=say("To whom"))
    purpose: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Purpose"))
    basis: Annotated[Basis | None, ONCE] = Field(default=None, title=say("Basis"))
    told: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was told"))
    told_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Told on"))
    how: Annotated[Line | None, ONCE] = Field(default=None, title=say("How it was told"))
    decided_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Decided by"))
    decided_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Decided on"))
    meeting: Annotated[RecordRef | None, ONCE, Link(("mappa_meeting",))] = Field(default=None, title=say("Meeting"))
    person_knows: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("The person knows of it"))

    def problems(self) -> list[Problem]:
        """It is decided before it is told, and an unlisted basis is written out."""
        found = []
        if self.basis and self.basis.sort is SharingBasis.OTHER and not self.basis.note:
            found.append(about("basis", say("Basis: write what it rests on.")))
        if self.decided_on and self.told_on and self.told_on < self.decided_on:
            found.append(about("told_on", say("Told on: the day is before the decision; correct one of them.")))
        return found
