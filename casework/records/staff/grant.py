"""Who works on a case, who must not see it, who may read its restricted part.

Kept in the case's grants scope under a rule of its own.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from casework.problem import Problem, about
from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Prose
from casework.records.record import Moment, Period, Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class GrantRole(StrEnum):
    """In what part somebody works on the case. The officer's title follows from the order (see `order`)."""

    OFFICER = "officer"
    CO_WORKER = "co_worker"
    TEAM = "team"


GRANT_WORDS = {
    GrantRole.OFFICER: say("Responsible or supervising officer"),
    GrantRole.CO_WORKER: say("Co-worker"),
    GrantRole.TEAM: say("Team"),
}


class Holder(Value):
    """Whom the case is allocated to: a staff member as officer or co-worker, or a team."""

    sort: Literal["staff", "team"]
    id: str
    role: GrantRole


class Window(Value):
    """From a moment up to another, which is outside of it."""

    starts: Moment
    ends: Moment

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends <= self.starts:
            raise ValueError(say("ends before it starts: correct one of them"))
        return self

    def covers(self, at: datetime) -> bool:
        """Whether a moment lies within."""
        return self.starts <= at < self.ends


EMERGENCY_HOURS = 12
"""Emergency access lasts at most so long."""


class EmergencyWindow(Window):
    """A window of at most twelve hours."""

    @model_validator(mode="after")
    def _short(self) -> Self:
        if self.ends - self.starts > timedelta(hours=EMERGENCY_HOURS):
            raise ValueError(
                say("is too long: choose at most {emergency_hours} hours", emergency_hours=EMERGENCY_HOURS)
            )
        return self


class End(Value):
    """An end of access at a moment, whatever the period or the window says. `for_cause`: late work does not count."""

    at: Moment
    for_cause: bool = False


Reason = Annotated[str, Field(min_length=1, max_length=2000)]
"""In words, for whoever looks at it afterwards."""


@register
class Allocation(Record):
    """A case given to a staff member or a team, for a time. `ended` takes effect at its moment and changes no days."""

    kind: ClassVar[str] = "allocation"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Allocation")
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"holder", "period"})

    holder: Annotated[Holder | None, ONCE] = Field(default=None, title=say("Allocated to"))
    period: Annotated[Period | None, cautious(caution.shortest_access)] = Field(
        default=None, title=say("From and until")
    )
    ended: Annotated[End | None, cautious(caution.earliest_end)] = Field(default=None, title=say("Ended"))


@register
class Cover(Record):
    """A case given to a staff member for a window, in place of somebody who is away."""

    kind: ClassVar[str] = "cover"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Cover")
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"staff", "window", "reason"})

    staff: Annotated[str | None, ONCE] = Field(default=None, title=say("Who covers"))
    window: Annotated[Window | None, cautious(caution.shortest_window)] = Field(default=None, title=say("Cover"))
    reason: Annotated[Reason | None, ONCE] = Field(default=None, title=say("Reason"))
    handover: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Handover note"))
    ended: Annotated[End | None, cautious(caution.earliest_end)] = Field(default=None, title=say("Ended"))


@register
class EmergencyAccess(Record):
    """A case that somebody opened for themself in an emergency. Somebody else looks at it afterwards."""

    kind: ClassVar[str] = "emergency_access"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Emergency access")
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"staff", "window", "reason"})

    staff: Annotated[str | None, ONCE] = Field(default=None, title=say("Who opened it"))
    window: Annotated[EmergencyWindow | None, cautious(caution.shortest_window)] = Field(
        default=None, title=say("Emergency access")
    )
    reason: Annotated[Reason | None, ONCE] = Field(default=None, title=say("Reason"))
    ended: Annotated[End | None, cautious(caution.earliest_end)] = Field(default=None, title=say("Ended"))


@register
class RestrictedReader(Record):
    """Somebody working on the case who may also read and write its restricted part. It gives no access to the case."""

    kind: ClassVar[str] = "restricted_reader"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Named reader")
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"staff", "period", "reason"})

    staff: Annotated[str | None, ONCE, STAFF] = Field(default=None, title=say("Who is named"))
    period: Annotated[Period | None, cautious(caution.shortest_access)] = Field(
        default=None, title=say("From and until")
    )
    reason: Annotated[Reason | None, ONCE] = Field(default=None, title=say("Reason"))
    ended: Annotated[End | None, cautious(caution.earliest_end)] = Field(default=None, title=say("Ended"))

    def problems(self) -> list[Problem]:
        """A period ends after it began."""
        period = self.period
        if period and period.ends and period.ends < period.starts:
            return [about("period", say("From and until: the last day is before the first; correct one of them."))]
        return []


@register
class Exclusion(Record):
    """A staff member who must not see the case. It overrides every grant; the reason is kept restricted."""

    kind: ClassVar[str] = "exclusion"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Exclusion")
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"staff", "period"})

    staff: Annotated[str | None, ONCE] = Field(default=None, title=say("Who is excluded"))
    period: Annotated[Period | None, cautious(caution.longest_exclusion)] = Field(
        default=None, title=say("From and until")
    )


@register
class ExclusionReason(Record):
    """Why somebody is excluded; kept in the case's restricted part, and read by whoever reads that."""

    kind: ClassVar[str] = "exclusion_reason"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Reason for an exclusion")
    scope: ClassVar[ScopeSort] = "restricted"
    required: ClassVar[frozenset[str]] = frozenset({"exclusion", "reason"})

    exclusion: Annotated[str | None, ONCE] = Field(default=None, title=say("Exclusion"))
    reason: Annotated[str | None, Field(min_length=1, max_length=2000), ONCE] = Field(default=None, title=say("Reason"))
