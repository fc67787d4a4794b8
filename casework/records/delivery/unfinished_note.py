"""An unfinished note: a draft whose author's access to the case ended before it was saved. Nothing written is lost."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import ONCE
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class NoteEnd(Value):
    """What became of an unfinished note: the contact that it was taken over into, or why it was put away."""

    by: str = Field(min_length=1, max_length=64, title=say("By"))
    on: Moment = Field(title=say("When"))
    contact: str | None = Field(default=None, max_length=64, title=say("Taken over into"))
    reason: str = Field(default="", max_length=5000, title=say("Why it was put away"))


@register
class UnfinishedNote(Record):
    """A draft as it was when its author's laptop had to leave the case; written by the server in the author's name.

    It lies where what was begun would have lain, so that nobody reads it who could not have read that.
    """

    kind: ClassVar[str] = "unfinished_note"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Unfinished note")
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"form", "content", "begun_at", "kept_at", "by"})

    form: Annotated[str | None, Field(min_length=1, max_length=64), ONCE] = Field(default=None, title=say("Form"))
    content: Annotated[str | None, Field(max_length=400_000), ONCE] = Field(
        default=None, title=say("As it was written")
    )
    begun_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("Begun"))
    kept_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("Last written"))
    by: Annotated[str | None, ONCE] = Field(default=None, title=say("By"))
    ended: NoteEnd | None = Field(default=None, title=say("What became of it"))
