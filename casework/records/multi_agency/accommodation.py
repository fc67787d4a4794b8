"""Accommodation reviews with the Sex Offender Liaison Officer of housing (standards.md 140, 141, 2F: NASSO)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, ONCE, TEXT, cautious
from casework.records.multi_agency.party import Party, RecordRef, StaffId
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import WITHHELD
from casework.words import say


class AddressVerdict(Choice):
    """What a review found about an address."""

    SUITABLE = "suitable", say("Suitable")
    MEASURES = "suitable_with_measures", say("Suitable with measures")
    UNSUITABLE = "not_suitable", say("Not suitable")
    OPEN = "more_information", say("More information is needed")


class AddressOutcome(Value):
    """What a review found, and why."""

    verdict: AddressVerdict = Field(title=say("Outcome"))
    reasons: Annotated[Prose, Field(title=say("Reasons"))]


@register
class AccommodationReview(Record):
    """A review of where the person lives, held with the liaison officer of housing."""

    kind: ClassVar[str] = "accommodation_review"
    title: ClassVar[str] = say("Accommodation review")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"held_on", "address", "liaison_officer", "held_by", "outcome"})

    held_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Held on"))
    held_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Held by"))
    address: Annotated[RecordRef | None, ONCE, Link(("address",))] = Field(default=None, title=say("Address"))
    liaison_officer: Annotated[Party | None, ONCE, WITHHELD] = Field(
        default=None, title=say("Sex Offender Liaison Officer")
    )
    environment_assessed_on: Annotated[date | None, ONCE] = Field(
        default=None, title=say("Environmental risk assessment made on")
    )
    outcome: Annotated[AddressOutcome | None, ONCE] = Field(default=None, title=say("Outcome"))
    measures: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Measures"))
    next_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Next review on")
    )
    no_further: Annotated[bool | None, DECIDE] = Field(default=None, title=say("No further review needed"))

    def problems(self) -> list[Problem]:
        """A review leads to the next one, or says that none is needed."""
        found = []
        if self.next_on is None and not self.no_further:
            found.append(
                about("next_on", say("Next review on is missing: write a date, or that no further review is needed."))
            )
        if self.held_on and self.next_on and self.next_on <= self.held_on:
            found.append(
                about("next_on", say("Next review on: the day is not after this review; correct one of them."))
            )
        with_measures = self.outcome and self.outcome.verdict is AddressVerdict.MEASURES
        if with_measures and not self.measures:
            found.append(about("measures", say("Measures is missing: write which measures make the address suitable.")))
        return found
