"""The end of the service's work with a person: why, on which day, and which retention rule runs from then on."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE
from casework.records.part import LINE_MAX, STAFF, Choice, Line, Link, Prose, Said
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class EndingCause(Choice):
    """What the work ended with."""

    ORDER_END = "order_end", say("The order or licence ended")
    DEATH = "death", say("The person died")
    TRANSFER = "transfer", say("Another service accepted the case")


class RuleRef(Value):
    """A rule or a table of rules as it stood: its code and version."""

    code: Annotated[Line, Field(title=say("Rule"))]
    version: int = Field(ge=1, title=say("Version"))


class Handover(Value):
    """Who took the case over, and when they accepted it."""

    service: Annotated[Line, Field(title=say("Which service"))]
    accepted_on: date = Field(title=say("Accepted on"))
    accepted_by: str = Field(default="", max_length=LINE_MAX, title=say("Accepted by"))


@register
class Ending(Record):
    """The end of the work in a case. Complete when saved; a later order or a correction withdraws it."""

    kind: ClassVar[str] = "ending"
    title: ClassVar[str] = say("End of the work")
    telling: ClassVar[Telling] = Telling.UNDECIDED
    required: ClassVar[frozenset[str]] = frozenset({"because", "on", "rule", "recorded_by"})

    because: Annotated[EndingCause | None, ONCE] = Field(default=None, title=say("Why it ended"))
    on: Annotated[date | None, ONCE] = Field(default=None, title=say("Ended on"))
    rule: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Retention rule"))
    order: Annotated[str | None, Field(max_length=64), ONCE, Link(("order",))] = Field(
        default=None, title=say("Order or licence")
    )
    handover: Annotated[Handover | None, ONCE] = Field(default=None, title=say("Handed over to"))
    notes: Annotated[Prose | None, ONCE] = Field(default=None, title=say("How it ended"))
    recorded_by: Annotated[str | None, Field(max_length=64), ONCE, STAFF] = Field(
        default=None, title=say("Recorded by")
    )
    withdrawn: Annotated[Said | None, DECIDE] = Field(default=None, title=say("Withdrawn"))

    def problems(self) -> list[Problem]:
        """A transfer ends the work only once the other service has accepted the case."""
        if self.because is EndingCause.TRANSFER and self.handover is None:
            return [
                about("handover", say("Handed over to is missing: write which service accepted the case and when."))
            ]
        if self.because is not EndingCause.TRANSFER and self.handover is not None:
            return [
                about(
                    "handover",
                    say("Handed over to: only a transfer has another service; leave it out or change why it ended."),
                )
            ]
        if self.handover and self.on and self.on < self.handover.accepted_on:
            return [
                about(
                    "on",
                    say("Ended on: we are responsible until the other service has accepted; correct one of the days."),
                )
            ]
        return []
