"""Risk of serious harm to one group of people: the part of a full analysis that is written for each of them."""

from typing import Annotated

from pydantic import Field

from casework.records.assessment.evidence import Point
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.part import LINE_MAX, Choice, Prose
from casework.records.record import Value
from casework.words import say


class Group(Choice):
    """Who may come to serious harm."""

    PARTNER = "partner", say("A partner or former partner")
    CHILDREN = "children", say("Children")
    KNOWN_ADULT = "known_adult", say("Another adult who is known")
    PUBLIC = "public", say("The public at large")
    STAFF = "staff", say("Staff")
    PRISONERS = "prisoners", say("Other prisoners")


class GroupAtRisk(Value):
    """What the risk to one group is, what would make it greater or smaller, and the level as judged."""

    group: Group = Field(title=say("Group"))
    who: str = Field(default="", max_length=LINE_MAX, title=say("Who, where known"))
    nature: Annotated[Prose, Field(title=say("Nature of the harm"))]
    imminence: Annotated[Prose, Field(title=say("How soon"))]
    likelihood: Annotated[Prose, Field(title=say("How likely"))]
    increasing: list[Point] = Field(default_factory=list, title=say("What increases the risk"))
    reducing: list[Point] = Field(default_factory=list, title=say("What reduces the risk"))
    level: InstrumentLevel = Field(title=say("Level"))
