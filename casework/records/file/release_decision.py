"""What was decided about one passage of a file for one request for access: it goes out, goes out in part, or is kept.

A record is about one field of one record for one request, and its id follows from the three: two people who decide
without seeing each other's meet in one field, and the more cautious stands. Whatever lets words go is bound to the
entries that were read: what is written later has to be decided about again. Keeping back is bound to nothing.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from pydantic import Field, JsonValue

from casework.records.identifier import RecordId
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Choice, Link
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say

MOST_ENTRIES = 5000
MOST_HIDDEN = 500
SHORTEST_HIDDEN = 2

_DECISIONS = UUID("6f2f6c0e-19c5-5b7e-8a43-7f0f2a5d9e21")
"""The name space of these ids. Not to be changed: every decision that was ever made lies under it."""

_EntryId = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def release_id(request: str, record: str, field: str) -> RecordId:
    """The id of the decision about one field of one record, for one request."""
    return RecordId(str(uuid5(_DECISIONS, f"{request}/{record}/{field}")))


class Release(Choice):
    """What may become of a passage."""

    DISCLOSE = "disclose", say("Goes out")
    REDACT = "redact", say("Goes out without the marked words")
    WITHHOLD = "withhold", say("Kept back")


class ReleaseAbout(Value):
    """The passage: a field of a record of a kind, for a request."""

    request: Annotated[str, Field(min_length=36, max_length=36, title=say("Request")), Link(("access_request",))]
    record: Annotated[str, Field(min_length=36, max_length=36, title=say("Record")), Link()]
    kind: str = Field(min_length=1, max_length=64, title=say("Kind"))
    field: str = Field(min_length=1, max_length=64, title=say("Field"))


class ReleaseVerdict(Value):
    """What was decided, on reading which entries. `hidden`: the marked words; `exemption`: the code of the reason."""

    answer: Release = Field(title=say("Decision"))
    hidden: tuple[Annotated[str, Field(min_length=SHORTEST_HIDDEN, max_length=1000)], ...] = Field(
        default=(), max_length=MOST_HIDDEN, title=say("Words that are taken out")
    )
    exemption: str = Field(default="", max_length=60, title=say("Reason in law"))
    note: str = Field(default="", max_length=5000, title=say("Why"))
    entries: tuple[_EntryId, ...] = Field(default=(), max_length=MOST_ENTRIES, title=say("What was read"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


def release_caution(value: JsonValue) -> int:
    """Caution of a decision: keeping back before taking words out before letting go."""
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return {"disclose": 0, "redact": 1, "withhold": 2}[str(value["answer"])]


@register
class ReleaseDecision(Record):
    """What goes out of one field of one record, for one request. Kept in the scope of that record."""

    kind: ClassVar[str] = "release_decision"
    title: ClassVar[str] = say("What goes out")
    telling: ClassVar[Telling] = Telling.NEVER
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"about", "decision"})

    about: Annotated[ReleaseAbout | None, ONCE] = Field(default=None, title=say("About"))
    decision: Annotated[ReleaseVerdict | None, cautious(release_caution)] = Field(default=None, title=say("Decision"))
