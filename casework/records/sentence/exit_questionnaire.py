"""The questionnaire at the end of supervision: that it was offered, and that somebody else helped (standards.md 80).

The answers are not kept. Help comes from staff without supervisory responsibility (CPO guidance, chapter 17).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import ONCE
from casework.records.part import LINE_MAX, STAFF, Choice, Line, Link
from casework.records.record import Record, register
from casework.records.telling import OPEN
from casework.words import say

ID_MAX = 64


class Helped(Choice):
    """Who helped the person to fill it in."""

    NOBODY = "nobody", say("Nobody; the person did it alone")
    STAFF = "staff", say("A colleague who does not supervise them")
    OUTSIDE = "outside", say("Somebody from outside the service")


@register
class ExitQuestionnaire(Record):
    """That the questionnaire at the end of supervision was offered, or why not."""

    kind: ClassVar[str] = "exit_questionnaire"
    title: ClassVar[str] = say("Questionnaire at the end")
    required: ClassVar[frozenset[str]] = frozenset({"offered", "supervisor"})

    offered: Annotated[bool | None, ONCE, OPEN] = Field(default=None, title=say("Offered"))
    offered_on: Annotated[date | None, ONCE, OPEN] = Field(default=None, title=say("Offered on"))
    not_offered: Annotated[Line | None, ONCE] = Field(default=None, title=say("Why it was not offered"))
    taken: Annotated[bool | None, ONCE, OPEN] = Field(default=None, title=say("The person wanted to fill it in"))
    helped: Annotated[Helped | None, ONCE, OPEN] = Field(default=None, title=say("Who helped"))
    helper: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Which colleague helped")
    )
    helper_outside: Annotated[str | None, Field(max_length=LINE_MAX), ONCE] = Field(
        default=None, title=say("Who helped from outside")
    )
    supervisor: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Who supervises the person")
    )
    order: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("order",))] = Field(
        default=None, title=say("Order or licence")
    )

    def problems(self) -> list[Problem]:
        """Offered on a day, or not for a reason; and nobody helps who supervises."""
        found = []
        if self.offered and self.offered_on is None:
            found.append(about("offered_on", say("Offered on is missing: give the day, because it was offered.")))
        if self.offered is False and not self.not_offered:
            found.append(about("not_offered", say("Why it was not offered is missing: write it.")))
        if self.helped is Helped.STAFF and self.helper is None:
            found.append(about("helper", say("Which colleague helped is missing: choose them from the list.")))
        if self.helper and self.helper == self.supervisor:
            found.append(
                about(
                    "helper",
                    say("Which colleague helped: whoever supervises the person may not help; ask somebody else."),
                )
            )
        return found
