"""Where the person is: in the community, in custody, recalled, in hospital, not known, transferred, dead.

A field of the person. Somebody recorded before there was this field has none and is in the community.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, Choice, Line
from casework.records.record import Value
from casework.words import say


class StatusSort(Choice):
    """Where the person is."""

    COMMUNITY = "community", say("In the community")
    CUSTODY = "custody", say("In custody")
    RECALLED = "recalled", say("Recalled to custody")
    HOSPITAL = "hospital", say("In hospital")
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown", say("Whereabouts unknown")
    TRANSFERRED = "transferred", say("Transferred to another service")
    DEAD = "dead", say("Dead")


class PersonStatus(Value):
    """Where the person is since a day, where that is known from, and who told us."""

    status: Annotated[StatusSort, Field(title=say("Status"))]
    since: date = Field(title=say("Since"))
    source: Annotated[Line, Field(title=say("Where this is known from"))]
    told_by: str = Field(default="", max_length=LINE_MAX, title=say("Who told us"))
    place: str = Field(default="", max_length=LINE_MAX, title=say("Prison, hospital or service"))
