"""What somebody decided that the supervised person may be told of one field, with the reason (standards.md 154).

A record is about one field of one other record, and its id follows from both: two people who decide without seeing
each other's meet in one field, and the more cautious stands. Telling is bound to the very entries that were read;
withholding is not, and stays whatever is written later.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from pydantic import Field, JsonValue

from casework.records.identifier import RecordId
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say

MOST_ENTRIES = 5000

_DECISIONS = UUID("5d0e1d3a-3c0f-5c0e-9a4e-6f1b7a1d2c54")
"""The name space of these ids. Not to be changed: every decision that was ever made lies under it."""

_EntryId = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def decision_id(record: str, field: str) -> RecordId:
    """The id of the decision about one field of one record."""
    return RecordId(str(uuid5(_DECISIONS, f"{record}/{field}")))


class TellingAnswer(Choice):
    """Whether the person may be told."""

    DISCLOSE = "disclose", say("May be told")
    WITHHOLD = "withhold", say("Withheld")


class About(Value):
    """The field that is decided about: of which record, of which kind."""

    record: Annotated[str, Field(min_length=36, max_length=36, title=say("Record")), Link()]
    kind: str = Field(min_length=1, max_length=64, title=say("Kind"))
    field: str = Field(min_length=1, max_length=64, title=say("Field"))


class TellingVerdict(Value):
    """What was decided, on reading which entries of the field, why, by whom and when."""

    tell: TellingAnswer = Field(title=say("Decision"))
    entries: tuple[_EntryId, ...] = Field(default=(), max_length=MOST_ENTRIES, title=say("What was read"))
    reason: Annotated[Prose, Field(title=say("Reason"))]
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


def telling_caution(value: JsonValue) -> int:
    """Caution of a decision: withholding before telling."""
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return {"disclose": 0, "withhold": 1}[str(value["tell"])]


@register
class TellingDecision(Record):
    """Whether the supervised person may be told one field of one record. Kept in the scope of that record."""

    kind: ClassVar[str] = "telling_decision"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("What the person may be told")
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"about", "decision"})

    about: Annotated[About | None, ONCE] = Field(default=None, title=say("About"))
    # Anybody may settle a difference by withholding; who may settle it by telling is judged where entries are.
    decision: Annotated[TellingVerdict | None, cautious(telling_caution, "worker")] = Field(
        default=None, title=say("Decision")
    )
