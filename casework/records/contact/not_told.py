"""What somebody who is to go out has not heard of yet: a change that their laptop has not confirmed having.

The office writes it, that the laptop has confirmed, and that somebody else goes and the laptop knows; whoever rings
them writes that they were told. It holds ids and times only: what changed stands in the record that it names.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE, ONCE
from casework.records.part import LINE_MAX, STAFF, Choice, Link
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say

ID_MAX = 64


class TellingHow(Choice):
    """How the visitor was told. A message that nobody answered is no telling."""

    TELEPHONE = "telephone", say("By telephone")
    RADIO = "radio", say("By radio")
    PRESENT = "present", say("Face to face")
    OTHER = "other", say("Another way, and they answered")
    NOT_GOING = "not_going", say("They are not going any more")


class VisitorTold(Value):
    """That the visitor was told, and answered: when, how and by whom."""

    at: Moment = Field(title=say("When"))
    how: TellingHow = Field(title=say("How"))
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title=say("By")), STAFF]
    note: str = Field(default="", max_length=LINE_MAX, title=say("What was agreed"))


@register
class NotTold(Record):
    """One change that came to the office, and one visitor who may not know of it."""

    kind: ClassVar[str] = "not_told"
    title: ClassVar[str] = say("Not told before a visit")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"about", "entry", "visitor", "appointment", "since"})

    about: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, Link()] = Field(
        default=None, title=say("What changed")
    )
    entry: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$"), ONCE] = Field(
        default=None, title=say("Saved change")
    )
    visitor: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Who is to go")
    )
    appointment: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, Link(("appointment",))] = Field(
        default=None, title=say("Planned visit")
    )
    since: Annotated[Moment | None, ONCE] = Field(default=None, title=say("At the office since"))
    told: Annotated[VisitorTold | None, DECIDE] = Field(default=None, title=say("Told"))
    confirmed_at: Annotated[Moment | None, DECIDE] = Field(default=None, title=say("Their laptop has it since"))
    handed_on_at: Annotated[Moment | None, DECIDE] = Field(default=None, title=say("Somebody else goes since"))


def still_to_tell(record: NotTold) -> bool:
    """Whether nobody told the visitor after it was known here, and their laptop has neither it nor that they do not go.

    Whose visit was handed on without their knowing may be on the way: `handed_on_at` is written once their laptop has
    said to have that.

    A time is written to the minute: within the minute in which it came counts as after.
    """
    told, since = record.told, record.since
    heard = told is not None and (since is None or told.at >= since.replace(second=0, microsecond=0))
    return not heard and record.confirmed_at is None and record.handed_on_at is None
