"""Two files for one person: that somebody who decides in both has joined them. Nothing is moved, and it can be undone.

Each file holds a record of its own side; the two count only together.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import ONCE, Merge
from casework.records.part import STAFF, Prose, Said
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

_Id = Annotated[str, Field(min_length=1, max_length=64)]


@register
class SamePerson(Record):
    """Another file is about the same person. `link` is the same on both sides; the rest says whom to ask, and why."""

    kind: ClassVar[str] = "same_person"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Another file of the same person")
    required: ClassVar[frozenset[str]] = frozenset({"other", "link", "by", "reason"})

    other: Annotated[_Id | None, ONCE] = Field(default=None, title=say("The other file"))
    link: Annotated[_Id | None, ONCE] = Field(default=None, title=say("Joined as"))
    by: Annotated[_Id | None, ONCE, STAFF] = Field(default=None, title=say("Whom to ask"))
    reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Why it is the same person"))
    undone: Annotated[Said | None, Merge("decide", "senior")] = Field(default=None, title=say("Parted again"))
