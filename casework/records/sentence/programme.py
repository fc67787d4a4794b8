"""A place on a programme: waiting, started, ended, or why not and what is done instead (standards.md 103, 193–195).

Which programmes there are stands in `resources/agency/programmes.toml`; a record keeps the name as it was written.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, TEXT
from casework.records.part import STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN
from casework.words import say

ID_MAX = 64


class ProgrammeOutcome(Choice):
    """How it ended."""

    COMPLETED = "completed", say("Completed")
    WITHDREW = "withdrew", say("The person withdrew")
    REMOVED = "removed", say("Removed from the programme")
    ORDER_ENDED = "order_ended", say("The order or licence ended")
    MOVED = "moved", say("Moved to another programme or service")
    NOT_RUN = "not_run", say("The programme did not run")


class ProgrammeEnd(Value):
    """When it ended, how, and why."""

    on: date = Field(title=say("Ended on"))
    outcome: ProgrammeOutcome = Field(title=say("How it ended"))
    reason: str = Field(default="", max_length=2000, title=say("Reason"))


class UnsuitableBecause(Choice):
    """Why the programme does not fit."""

    NONE_FITS = "none_fits", say("No programme fits this offending")
    DENIAL = "denial", say("The person denies the offence")
    HEALTH = "health", say("Health or learning needs")
    LANGUAGE = "language", say("Language")
    TIME = "time", say("Too little time on the order or licence")
    RISK = "risk", say("Risk to or from others in the group")
    REFUSED = "refused", say("The person does not want to")
    OTHER = "other", say("Another reason")


class Unsuitable(Value):
    """That the programme does not fit, and the work that is done instead."""

    because: UnsuitableBecause = Field(title=say("Why it does not fit"))
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    alternative: Annotated[Prose, Field(title=say("Work that is done instead"))]


@register
class ProgrammePlace(Record):
    """A programme the person is put forward for, waits for, or takes part in."""

    kind: ClassVar[str] = "programme_place"
    title: ClassVar[str] = say("Programme")
    required: ClassVar[frozenset[str]] = frozenset({"programme", "referred_on"})

    programme: Annotated[Line | None, ONCE, OPEN] = Field(default=None, title=say("Programme"))
    condition: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("condition",))] = Field(
        default=None, title=say("Condition that asks for it")
    )
    referred_on: Annotated[date | None, ONCE, OPEN] = Field(default=None, title=say("Put forward on"))
    waiting_since: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Waiting since"))
    waiting_plan: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Contact while waiting"))
    started_on: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Started on"))
    ended: Annotated[ProgrammeEnd | None, DECIDE] = Field(default=None, title=say("Ended"))
    unsuitable: Annotated[Unsuitable | None, DECIDE] = Field(default=None, title=say("Not suitable"))

    def problems(self) -> list[Problem]:
        """Put forward, waiting, started, ended: in this order."""
        days = [
            ("referred_on", say("Put forward on"), self.referred_on),
            ("waiting_since", say("Waiting since"), self.waiting_since),
            ("started_on", say("Started on"), self.started_on),
            ("ended", say("Ended"), self.ended.on if self.ended else None),
        ]
        known = [(name, title, day) for name, title, day in days if day]
        return [
            about(
                name, say("{later}: the day is before “{earlier}”; correct one of them.", later=later, earlier=earlier)
            )
            for (_, earlier, first), (name, later, second) in pairwise(known)
            if second < first
        ]
