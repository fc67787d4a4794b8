"""MAPPA: category, referral, and the level that stands (standards.md 122-124, 2F).

The three categories and levels are those of the MAPPA guidance for Scotland; level 1 is not applicable to category 3
(guidance of 2016, footnote 1).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.multi_agency.party import RecordRef, StaffId
from casework.records.part import LINE_MAX, STAFF, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import WITHHELD
from casework.words import say


class MappaCategory(Choice):
    """Why somebody comes under MAPPA."""

    NOTIFICATION = "1", say("1: subject to sex offender notification")
    PATIENT = "2", say("2: restricted patient")
    OTHER = "3", say("3: other risk of serious harm")


class MappaLevel(Choice):
    """How closely the agencies work together."""

    ROUTINE = "1", say("1: routine risk management")
    MULTI_AGENCY = "2", say("2: multi-agency risk management")
    PANEL = "3", say("3: multi-agency public protection panel")


class MappaStandingLevel(Choice):
    """The level that stands; or that the person has left MAPPA."""

    LEFT = "left", say("Left MAPPA")
    ROUTINE = "1", say("1: routine risk management")
    MULTI_AGENCY = "2", say("2: multi-agency risk management")
    PANEL = "3", say("3: multi-agency public protection panel")


_CAUTION = {"left": 0, "1": 1, "2": 2, "3": 3}


def level_caution(value: JsonValue) -> int:
    """Caution of a standing level `{"level": …}`: 0 left MAPPA … 3 level 3; anything else is the most cautious."""
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return _CAUTION[str(value["level"])]


class MappaAnswer(Choice):
    """What became of a referral."""

    ACCEPTED = "accepted", say("Accepted")
    MORE = "more_information", say("More information asked for")
    DECLINED = "declined", say("Declined")


class MappaOutcome(Value):
    """What was decided about a referral, by whom, and at which level."""

    answer: MappaAnswer = Field(title=say("Outcome"))
    on: date = Field(title=say("On"))
    by: Annotated[Line, Field(title=say("By"))]
    level: MappaLevel | None = Field(default=None, title=say("Level"))
    note: str = Field(default="", max_length=5000, title=say("Reasons given"))


def _level_of_category(category: MappaCategory | None, level: str | None, field: str, title: str) -> list[Problem]:
    if category is MappaCategory.OTHER and level == MappaLevel.ROUTINE:
        return [
            about(
                field,
                say(
                    "{title}: level 1 is not applicable to category 3; choose level 2 or 3, or another category.",
                    title=title,
                ),
            )
        ]
    return []


@register
class MappaReferral(Record):
    """A referral of the person to MAPPA."""

    kind: ClassVar[str] = "mappa_referral"
    title: ClassVar[str] = say("MAPPA referral")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset(
        {"category", "proposed_level", "reasons", "referred_on", "referred_by"}
    )

    category: Annotated[MappaCategory | None, ONCE] = Field(default=None, title=say("Category"))
    proposed_level: Annotated[MappaLevel | None, ONCE] = Field(default=None, title=say("Proposed level"))
    reasons: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Reasons"))
    referred_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Referred on"))
    referred_by: Annotated[StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Referred by"))
    outcome: Annotated[MappaOutcome | None, DECIDE] = Field(default=None, title=say("What became of it"))

    def problems(self) -> list[Problem]:
        """Category 3 has no level 1, and nothing is answered before it was asked."""
        found = _level_of_category(self.category, self.proposed_level, "proposed_level", say("Proposed level"))
        if self.outcome:
            found += _level_of_category(self.category, self.outcome.level, "outcome", say("What became of it"))
        if self.outcome and self.referred_on and self.outcome.on < self.referred_on:
            found.append(
                about("outcome", say("What became of it: the day is before the referral; correct one of them."))
            )
        return found


class MappaStanding(Value):
    """The level that stands, who decided so, when and why. `meeting` is a record, where one decided it."""

    level: MappaStandingLevel = Field(title=say("Level"))
    category: MappaCategory = Field(title=say("Category"))
    decided_on: date = Field(title=say("Decided on"))
    decided_by: Annotated[Line, Field(title=say("Decided by"))]
    reasons: Annotated[Prose, Field(title=say("Reasons"))]
    meeting: Annotated[RecordRef | None, Field(title=say("Meeting")), Link(("mappa_meeting",))] = None


@register
class MappaLevelRecord(Record):
    """The person's MAPPA level, with every earlier one as its history. Of two views the higher level stands."""

    kind: ClassVar[str] = "mappa_level"
    title: ClassVar[str] = say("MAPPA level")
    required: ClassVar[frozenset[str]] = frozenset({"standing"})

    standing: Annotated[MappaStanding | None, cautious(level_caution)] = Field(
        default=None, title=say("Level that stands")
    )
    reference: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE, WITHHELD] = Field(
        default=None, title=say("Reference in ViSOR or MAPPS")
    )

    def problems(self) -> list[Problem]:
        """Category 3 has no level 1."""
        stands = self.standing
        title = say("Level that stands")
        return _level_of_category(stands.category, stands.level, "standing", title) if stands else []
