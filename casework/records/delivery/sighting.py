"""A sighting: a senior has read what somebody recorded; the last step after saved and at the office."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

MOST_ENTRIES = 500

_Id = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@register
class Sighting(Record):
    """The entries of one scope that its author has read. Kept in the scope of those entries."""

    kind: ClassVar[str] = "sighting"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Read by a senior")
    scope: ClassVar[ScopeSort] = "case"
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"entries"})

    entries: Annotated[tuple[_Id, ...] | None, Field(min_length=1, max_length=MOST_ENTRIES), ONCE] = Field(
        default=None, title=say("Saved changes")
    )
