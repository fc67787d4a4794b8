"""MARS (the Multi-Agency Risk Strategy structure) and the decision to manage a case in-house (standards.md 20, 21)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.multi_agency.party import RecordRef, StaffId
from casework.records.part import STAFF, Answer, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.words import say


class MarsAnswer(Choice):
    """What became of a referral to MARS."""

    MEETING = "meeting", say("A multi-agency meeting is held")
    ADVICE = "advice", say("Advice was given")
    IN_HOUSE = "in_house", say("To be managed in-house")
    DECLINED = "declined", say("Declined")


class MarsOutcome(Value):
    """What was decided about a referral."""

    answer: MarsAnswer = Field(title=say("Outcome"))
    on: date = Field(title=say("On"))
    note: str = Field(default="", max_length=5000, title=say("Reasons given"))


@register
class MarsReferral(Record):
    """A referral of issues of risk that need several agencies."""

    kind: ClassVar[str] = "mars_referral"
    title: ClassVar[str] = say("MARS referral")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"reasons", "criteria_met", "referred_on", "referred_by"})

    reasons: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why several agencies are needed"))
    criteria_met: Annotated[Answer | None, ONCE] = Field(default=None, title=say("MARS criteria met"))
    referred_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Referred on"))
    referred_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Referred by"))
    outcome: Annotated[MarsOutcome | None, DECIDE] = Field(default=None, title=say("What became of it"))

    def problems(self) -> list[Problem]:
        """Nothing is answered before it was asked."""
        if self.outcome and self.referred_on and self.outcome.on < self.referred_on:
            return [about("outcome", say("What became of it: the day is before the referral; correct one of them."))]
        return []


@register
class InHouseDecision(Record):
    """The decision that a case needs no multi-agency management, and why."""

    kind: ClassVar[str] = "in_house_decision"
    title: ClassVar[str] = say("In-house decision")
    required: ClassVar[frozenset[str]] = frozenset({"reasons", "decided_by", "decided_on", "review_on"})

    reasons: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why the case stays in-house"))
    decided_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Decided by"))
    decided_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Decided on"))
    referral: Annotated[RecordRef | None, ONCE, Link(("mars_referral", "mappa_referral"))] = Field(
        default=None, title=say("Referral it follows")
    )
    review_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Review date")
    )
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("No longer holds since"))

    def problems(self) -> list[Problem]:
        """It is looked at again after it was made, and ends after it began."""
        found = []
        if self.decided_on and self.review_on and self.review_on <= self.decided_on:
            found.append(
                about("review_on", say("Review date: the day is not after the decision; correct one of them."))
            )
        if self.decided_on and self.ended_on and self.ended_on < self.decided_on:
            found.append(
                about("ended_on", say("No longer holds since: the day is before the decision; correct one of them."))
            )
        return found
