"""Warnings: what anybody at the door must know. They have a review date and never expire silently."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import ONCE, cautious
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class WarningSort(StrEnum):
    """What the warning is about."""

    NOT_ALONE = "do_not_visit_alone"
    VIOLENCE = "violence_to_staff"
    WEAPON = "weapon"
    DOG = "dog"
    CONTACT_BAN = "contact_ban"
    CHILD = "child_must_not_be_present"
    HEALTH = "health"
    OTHER = "other"


WARNING_WORDS = {
    WarningSort.NOT_ALONE: say("Do not visit alone"),
    WarningSort.VIOLENCE: say("Violence to staff"),
    WarningSort.WEAPON: say("Weapon"),
    WarningSort.DOG: say("Dog at the property"),
    WarningSort.CONTACT_BAN: say("Contact ban"),
    WarningSort.CHILD: say("No child may be present"),
    WarningSort.HEALTH: say("Health risk"),
    WarningSort.OTHER: say("Warning"),
}


class WarningStatus(StrEnum):
    """Whether the warning holds. Only a senior removes one, with a reason."""

    ACTIVE = "active"
    REMOVED = "removed"


class WarningState(Value):
    """Whether the warning holds and who said so."""

    status: WarningStatus
    by: str
    on: date


class Notice(Value):
    """What the warning says."""

    sort: WarningSort
    text: str = Field(default="", max_length=1000)


@register
class WarningRecord(Record):
    """A warning about a person or an address of the case."""

    kind: ClassVar[str] = "warning"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Warning")
    required: ClassVar[frozenset[str]] = frozenset({"notice", "state", "review_on"})

    notice: Annotated[Notice | None, ONCE] = Field(default=None, title=say("Warning"))
    state: Annotated[WarningState | None, cautious(caution.status, guarded_from=1)] = Field(
        default=None, title=say("State")
    )
    review_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Review date")
    )

    def problems(self) -> list[Problem]:
        """A warning of no listed sort has to say what it is."""
        notice = self.notice
        if notice and notice.sort is WarningSort.OTHER and not notice.text:
            return [about("notice", say("Warning: write what it is about."))]
        return []
