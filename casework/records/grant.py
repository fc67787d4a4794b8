"""Who works on a case, and who must not see it. Kept in the case's grants scope under a rule of its own."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE, cautious
from casework.records.record import Period, Record, Value, register


class GrantRole(StrEnum):
    """In what part somebody works on the case. The officer's title follows from the order (see `order`)."""

    OFFICER = "officer"
    CO_WORKER = "co_worker"
    TEAM = "team"


GRANT_WORDS = {
    GrantRole.OFFICER: "Responsible or supervising officer",
    GrantRole.CO_WORKER: "Co-worker",
    GrantRole.TEAM: "Team",
}


class Holder(Value):
    """Whom the case is allocated to: a staff member as officer or co-worker, or a team."""

    sort: Literal["staff", "team"]
    id: str
    role: GrantRole


@register
class Allocation(Record):
    """A case given to a staff member or a team, for a time."""

    kind: ClassVar[str] = "allocation"
    title: ClassVar[str] = "Allocation"
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"holder", "period"})

    holder: Annotated[Holder | None, ONCE] = Field(default=None, title="Allocated to")
    period: Annotated[Period | None, cautious(caution.shortest_access)] = Field(default=None, title="From and until")


@register
class Exclusion(Record):
    """A staff member who must not see the case. It overrides every grant; the reason is kept restricted."""

    kind: ClassVar[str] = "exclusion"
    title: ClassVar[str] = "Exclusion"
    scope: ClassVar[ScopeSort] = "grants"
    required: ClassVar[frozenset[str]] = frozenset({"staff", "period"})

    staff: Annotated[str | None, ONCE] = Field(default=None, title="Who is excluded")
    period: Annotated[Period | None, cautious(caution.longest_exclusion)] = Field(default=None, title="From and until")


@register
class ExclusionReason(Record):
    """Why somebody is excluded; only the senior and an administrator may read it."""

    kind: ClassVar[str] = "exclusion_reason"
    title: ClassVar[str] = "Reason of an exclusion"
    scope: ClassVar[ScopeSort] = "restricted"
    required: ClassVar[frozenset[str]] = frozenset({"exclusion", "reason"})

    exclusion: Annotated[str | None, ONCE] = Field(default=None, title="Exclusion")
    reason: Annotated[str | None, Field(min_length=1, max_length=2000), ONCE] = Field(default=None, title="Reason")
