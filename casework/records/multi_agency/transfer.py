"""A case that goes to another service or comes from one (standards.md 133). What follows from it is a rule's."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, SET
from casework.records.multi_agency.party import Shared, StaffId
from casework.records.part import LINE_MAX, STAFF, Answer, Choice, Line, Prose
from casework.records.record import Record, Value, register
from casework.words import say


class TransferWay(Choice):
    """Which way a case goes."""

    OUT = "out", say("To another service")
    IN = "in", say("From another service")


class Acceptance(Value):
    """Who of the receiving service accepted the case, and when."""

    on: date = Field(title=say("On"))
    by: Annotated[Line, Field(title=say("By"))]
    note: str = Field(default="", max_length=2000, title=say("Note"))


class Withdrawal(Value):
    """That a transfer came to nothing."""

    on: date = Field(title=say("On"))
    reason: Annotated[Prose, Field(title=say("Reason"))]


@register
class Transfer(Record):
    """The transfer of a case between services. The service that gives it stays responsible until it is accepted."""

    kind: ClassVar[str] = "transfer"
    title: ClassVar[str] = say("Transfer")
    required: ClassVar[frozenset[str]] = frozenset({"way", "service", "asked_on", "reason"})

    way: Annotated[TransferWay | None, ONCE] = Field(default=None, title=say("Which way"))
    service: Annotated[Line | None, ONCE] = Field(default=None, title=say("Other service"))
    contact: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE] = Field(
        default=None, title=say("Person there and telephone")
    )
    outside_scotland: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("Outside Scotland"))
    under_mappa: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("Managed under MAPPA"))
    asked_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Asked on"))
    asked_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Our member of staff"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Reason"))
    sent: Annotated[list[Shared], SET] = Field(default_factory=list, title=say("What was sent or received"))
    accepted: Annotated[Acceptance | None, DECIDE] = Field(default=None, title=say("Accepted"))
    responsible_until: Annotated[date | None, DECIDE] = Field(
        default=None, title=say("The giving service is responsible until")
    )
    withdrawn: Annotated[Withdrawal | None, DECIDE] = Field(default=None, title=say("Came to nothing"))

    def problems(self) -> list[Problem]:
        """Nobody is let go before somebody else has accepted."""
        found = []
        if self.accepted and self.asked_on and self.accepted.on < self.asked_on:
            found.append(about("accepted", say("Accepted: the day is before it was asked; correct one of them.")))
        if self.accepted and self.withdrawn:
            found.append(
                about("withdrawn", say("Came to nothing: the transfer was accepted; take one of the two out."))
            )
        until, title = self.responsible_until, say("The giving service is responsible until")
        field = "responsible_until"
        if until and self.accepted is None:
            found.append(
                about(
                    field,
                    say("{title}: nobody has accepted the case yet; leave it out until somebody has.", title=title),
                )
            )
        if until and self.accepted and until < self.accepted.on:
            found.append(
                about(field, say("{title}: the day is before the case was accepted; correct one of them.", title=title))
            )
        return found
