"""What was keyed into another system by hand: which record, into which system, by whom, when, and on reading what.

A record is about one other record and one system, and its id follows from both: two people who tick without seeing each
other's both stand, and nobody has anything to decide. A tick names the entries that were read, so that what is
corrected later is to be keyed again.
"""

from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from pydantic import Field

from casework.records.identifier import RecordId
from casework.records.merge import ONCE, SET
from casework.records.part import STAFF, Line, Link
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say

MOST_ENTRIES = 500

_TICKS = UUID("0b8a3a55-5c0e-5a27-9d0b-3f5f2b8f9c11")
"""The name space of these ids. Not to be changed: every tick that was ever set lies under it."""

_EntryId = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def tick_id(record: str, system: str) -> RecordId:
    """The id of what says whether one record was keyed into one system."""
    return RecordId(str(uuid5(_TICKS, f"{record}/{system}")))


class Keyed(Value):
    """One tick. `entries`: what was read of the record; `worked_out`: SHA-256 (hex) of what followed from it then."""

    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    at: Moment = Field(title=say("At"))
    entries: tuple[_EntryId, ...] = Field(min_length=1, max_length=MOST_ENTRIES, title=say("What was read"))
    worked_out: str = Field(default="", max_length=64, title=say("What followed from it"))


@register
class Rekeyed(Record):
    """Whether one record was keyed into another system. Kept in the scope of that record."""

    kind: ClassVar[str] = "rekeyed"
    title: ClassVar[str] = say("Keyed into another system")
    telling: ClassVar[Telling] = Telling.NEVER
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"about", "system"})

    about: Annotated[str | None, Field(min_length=36, max_length=36), ONCE, Link()] = Field(
        default=None, title=say("Record")
    )
    system: Annotated[Line | None, ONCE] = Field(default=None, title=say("System"))
    keyed: Annotated[list[Keyed], SET] = Field(default_factory=list, title=say("Keyed"))
