"""Risk of serious harm to one group of people: the part of a full analysis that is written for each of them."""

from typing import Annotated

from pydantic import Field

from casework.records.assessment.evidence import Point
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.part import LINE_MAX, Choice, Prose
from casework.records.record import Value


class Group(Choice):
    """Who may come to serious harm."""

    PARTNER = "partner", "A partner or former partner"
    CHILDREN = "children", "Children"
    KNOWN_ADULT = "known_adult", "Another adult who is known"
    PUBLIC = "public", "The public at large"
    STAFF = "staff", "Staff"
    PRISONERS = "prisoners", "Other prisoners"


class GroupAtRisk(Value):
    """What the risk to one group is, what would make it greater or smaller, and the level as judged."""

    group: Group = Field(title="Group")
    who: str = Field(default="", max_length=LINE_MAX, title="Who, where known")
    nature: Annotated[Prose, Field(title="Nature of the harm")]
    imminence: Annotated[Prose, Field(title="How soon")]
    likelihood: Annotated[Prose, Field(title="How likely")]
    increasing: list[Point] = Field(default_factory=list, title="What increases the risk")
    reducing: list[Point] = Field(default_factory=list, title="What reduces the risk")
    level: InstrumentLevel = Field(title="Level")
