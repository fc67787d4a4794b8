"""Countersigning: a senior's answer to one exact version of a record, and the asking for it.

A signature names the version by its digest and the entries that make it up (see `casework.rules.version`), so that
whoever judges it can tell whose work it is. It lies in the scope of the record that it is about.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import ONCE
from casework.records.part import Choice, Link, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

HEADS_MAX = 5000

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Ident = Annotated[str, Field(min_length=1, max_length=64)]


class SeniorAnswer(Choice):
    """What a senior answered."""

    AGREED = "agreed", say("Agreed")
    RETURNED = "returned", say("Returned with a note")


@register
class CountersignRequest(Record):
    """A record that waits for a senior to countersign it, in the version that its author had on screen."""

    kind: ClassVar[str] = "countersign_request"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Countersignature asked for")
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"subject", "version"})

    subject: Annotated[Ident | None, ONCE, Link()] = Field(default=None, title=say("Record"))
    version: Annotated[Digest | None, ONCE] = Field(default=None, title=say("Version"))
    note: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Note to the senior"))


@register
class Countersignature(Record):
    """A senior's answer to one exact version of a record: agreed, or returned with a note."""

    kind: ClassVar[str] = "countersignature"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Countersignature")
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"subject", "version", "heads", "answer"})

    subject: Annotated[Ident | None, ONCE, Link()] = Field(default=None, title=say("Record"))
    version: Annotated[Digest | None, ONCE] = Field(default=None, title=say("Version"))
    heads: Annotated[list[Digest] | None, Field(min_length=1, max_length=HEADS_MAX), ONCE] = Field(
        default=None, title=say("Saved changes it covers")
    )
    answer: Annotated[SeniorAnswer | None, ONCE] = Field(default=None, title=say("Answer"))
    note: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Note"))
    requests: Annotated[list[Ident] | None, Field(max_length=HEADS_MAX), ONCE] = Field(
        default=None, title=say("Requests it answers")
    )

    def problems(self) -> list[Problem]:
        """Whoever returns something says why."""
        if self.answer is SeniorAnswer.RETURNED and not self.note:
            return [about("note", say("Note is missing: write what has to be changed before you can agree."))]
        return []
