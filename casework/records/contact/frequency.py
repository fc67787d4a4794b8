"""How often the person is to be seen, as the case's workers planned it (standards.md 48, 97, 100)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE
from casework.records.part import STAFF, Choice, Prose
from casework.records.record import Record, register
from casework.words import say

ID_MAX = 64


class FrequencySort(Choice):
    """Which contact is planned."""

    ANY = "any", say("Every meeting with the person")
    HOME_VISIT = "home_visit", say("Home visits")


@register
class PlannedContact(Record):
    """How often contact is planned from a day on. The latest of its sort stands; a change is a new record."""

    kind: ClassVar[str] = "planned_contact"
    title: ClassVar[str] = say("Planned contact")
    required: ClassVar[frozenset[str]] = frozenset({"sort", "every_days", "since", "reason", "decided_by"})

    sort: Annotated[FrequencySort | None, ONCE] = Field(default=None, title=say("Which contact"))
    every_days: Annotated[Annotated[int, Field(ge=1, le=366)] | None, ONCE] = Field(
        default=None, title=say("At least once in so many days")
    )
    since: Annotated[date | None, ONCE] = Field(default=None, title=say("From"))
    until: Annotated[date | None, DECIDE] = Field(default=None, title=say("Until"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Reason"))
    decided_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Decided by")
    )

    def problems(self) -> list[Problem]:
        """Nothing ends before it begins."""
        if self.since and self.until and self.until < self.since:
            return [about("until", say("Until: the day is before the first; correct one of them."))]
        return []
