"""Staff, teams and the duty rota: the agency scope that every enrolled laptop holds."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class StaffRole(StrEnum):
    """What somebody may do in the service."""

    WORKER = "worker"
    SENIOR = "senior"
    SERVICE_MANAGER = "service_manager"
    BUSINESS_SUPPORT = "business_support"
    ADMINISTRATOR = "administrator"


SENIORS = frozenset({StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
"""Who may stand as the senior of something: who attends a review, agrees to an override, answers for a table."""

STAFF_ROLE_WORDS = {
    StaffRole.WORKER: say("Social worker"),
    StaffRole.SENIOR: say("Senior social worker"),
    StaffRole.SERVICE_MANAGER: say("Service manager"),
    StaffRole.BUSINESS_SUPPORT: say("Business support"),
    StaffRole.ADMINISTRATOR: say("Administrator"),
}


class Post(Value):
    """Role and team: one field, because a move of team may be a change of role."""

    role: StaffRole
    team: str | None = None


@register
class Staff(Record):
    """A staff member. The id is used wherever an author is named."""

    kind: ClassVar[str] = "staff"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Staff member")
    scope: ClassVar[ScopeSort] = "agency"
    required: ClassVar[frozenset[str]] = frozenset({"name", "post", "active"})

    name: Annotated[str | None, Field(min_length=1, max_length=200), DECIDE] = Field(default=None, title=say("Name"))
    post: Annotated[Post | None, DECIDE] = Field(default=None, title=say("Role and team"))
    active: Annotated[bool | None, DECIDE] = Field(default=None, title=say("Working here"))
    telephone: Annotated[str | None, DECIDE] = Field(default=None, max_length=40, title=say("Telephone"))
    number: Annotated[str | None, DECIDE] = Field(default=None, max_length=40, title=say("Staff number"))


@register
class Team(Record):
    """A team of the service."""

    kind: ClassVar[str] = "team"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Team")
    scope: ClassVar[ScopeSort] = "agency"
    required: ClassVar[frozenset[str]] = frozenset({"name"})

    name: Annotated[str | None, Field(min_length=1, max_length=200), DECIDE] = Field(default=None, title=say("Name"))


class Turn(Value):
    """One turn of duty with the number to ring."""

    staff: str
    starts: Moment
    ends: Moment
    telephone: str = Field(default="", max_length=40)


@register
class Duty(Record):
    """A turn on the duty rota."""

    kind: ClassVar[str] = "duty"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Duty")
    scope: ClassVar[ScopeSort] = "agency"
    required: ClassVar[frozenset[str]] = frozenset({"turn"})

    turn: Annotated[Turn | None, DECIDE] = Field(default=None, title=say("Turn of duty"))

    def problems(self) -> list[Problem]:
        """A turn ends after it began."""
        turn = self.turn
        if turn and turn.ends <= turn.starts:
            return [about("turn", say("Turn of duty: the end is before the start; correct one of them."))]
        return []
