"""Where the person is: in the community, in custody, recalled, in hospital, not known, transferred, dead.

A field of the person. Somebody recorded before there was this field has none and is in the community.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, Choice, Line
from casework.records.record import Value


class StatusSort(Choice):
    """Where the person is."""

    COMMUNITY = "community", "In the community"
    CUSTODY = "custody", "In custody"
    RECALLED = "recalled", "Recalled to custody"
    HOSPITAL = "hospital", "In hospital"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown", "Whereabouts unknown"
    TRANSFERRED = "transferred", "Transferred to another service"
    DEAD = "dead", "Dead"


class PersonStatus(Value):
    """Where the person is since a day, where that is known from, and who told us."""

    status: Annotated[StatusSort, Field(title="Status")]
    since: date = Field(title="Since")
    source: Annotated[Line, Field(title="Where this is known from")]
    told_by: str = Field(default="", max_length=LINE_MAX, title="Who told us")
    place: str = Field(default="", max_length=LINE_MAX, title="Prison, hospital or service")
