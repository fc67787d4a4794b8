"""Addresses with the days they held, and who lives there."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN, WITHHELD, Telling
from casework.words import say


class AddressSort(StrEnum):
    """What the person uses the address for."""

    HOME = "home"
    APPROVED = "approved"
    HOSTEL = "hostel"
    OTHER = "other"


ADDRESS_WORDS = {
    AddressSort.HOME: say("Home"),
    AddressSort.APPROVED: say("Approved on licence"),
    AddressSort.HOSTEL: say("Hostel or supported accommodation"),
    AddressSort.OTHER: say("Other address"),
}


class Place(Value):
    """An address with its days: one field, so that a move is one change."""

    sort: AddressSort = AddressSort.HOME
    line: str = Field(min_length=1, max_length=300)
    town: str = Field(default="", max_length=100)
    postcode: str = Field(default="", max_length=10)
    starts: date | None = None
    ends: date | None = None

    def one_line(self) -> str:
        """Street, town and postcode on one line."""
        return ", ".join(part for part in (self.line, self.town, self.postcode) if part)


@register
class Address(Record):
    """One address of the person."""

    kind: ClassVar[str] = "address"
    title: ClassVar[str] = say("Address")
    required: ClassVar[frozenset[str]] = frozenset({"place"})

    place: Annotated[Place | None, DECIDE, OPEN] = Field(default=None, title=say("Address"))
    notes: Annotated[str | None, DECIDE, WITHHELD] = Field(default=None, max_length=2000, title=say("How to get in"))

    def problems(self) -> list[Problem]:
        """The last day cannot come before the first."""
        place = self.place
        if place and place.starts and place.ends and place.ends < place.starts:
            return [about("place", say("Address: the last day is before the first; correct one of them."))]
        return []


class Member(Value):
    """Somebody who lives at an address."""

    name: str = Field(min_length=1, max_length=200)
    relation: str = Field(default="", max_length=100)
    child: bool = False
    born: date | None = None


@register
class HouseholdMember(Record):
    """A person of the household at one address."""

    kind: ClassVar[str] = "household_member"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Household")
    required: ClassVar[frozenset[str]] = frozenset({"address", "member"})

    address: Annotated[str | None, DECIDE] = Field(default=None, title=say("Address"))
    member: Annotated[Member | None, DECIDE] = Field(default=None, title=say("Who lives there"))
    left_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Left on"))
