"""Attachments: a photograph or a PDF that belongs to a case or to one contact. The bytes travel apart, by their hash.

What everybody on the case reads is a copy without position and device data; where such a copy was made, `original`
names the untouched file, which is kept as evidence for those who decide in the case.
"""

import re
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from casework.problem import Problem, about
from casework.records.merge import ONCE, cautious
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say

_HASH = re.compile(r"[0-9a-f]{64}")

PARTS = ("content", "original")
"""The fields that name bytes."""

MAX_BLOB_BYTES = 20 * 1024 * 1024
"""The most that one attachment may hold."""


def hash_in(value: JsonValue) -> str:
    """The hash that a value of one of `PARTS` names; empty where it names none."""
    found = value.get("sha256") if isinstance(value, dict) else None
    return found if isinstance(found, str) and _HASH.fullmatch(found) else ""


class MediaType(StrEnum):
    """What may be attached."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"


MEDIA_WORDS = {MediaType.JPEG: say("Photograph"), MediaType.PNG: say("Picture"), MediaType.PDF: "PDF"}

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SizeBytes = Annotated[int, Field(ge=1, le=MAX_BLOB_BYTES)]


class Content(Value):
    """The bytes that everybody on the case may read."""

    sha256: Sha256
    size_bytes: SizeBytes
    media_type: MediaType


class Original(Value):
    """The file as it was picked, where `content` is a copy made from it. Of the same media type."""

    sha256: Sha256
    size_bytes: SizeBytes


class Belonging(Value):
    """What it was attached to: the case as a whole, or a contact by its id."""

    sort: Literal["case", "contact"]
    id: str = Field(min_length=1, max_length=64)


class Added(Value):
    """Who attached it, and when."""

    by: str = Field(min_length=1, max_length=64)
    at: Moment


class AttachmentHandling(StrEnum):
    """Whether the person may be shown it. What nobody has decided about counts as withheld."""

    WITHHELD = "withheld_from_the_person"
    MAY_SHOW = "may_be_shown_to_the_person"


ATTACHMENT_HANDLING_WORDS = {
    AttachmentHandling.WITHHELD: say("Withheld from the person"),
    AttachmentHandling.MAY_SHOW: say("May be shown to the person"),
}


def _handling_caution(value: JsonValue) -> int:
    return {"may_be_shown_to_the_person": 0, "withheld_from_the_person": 1}[str(value)]


@register
class Attachment(Record):
    """One attached file. Complete when saved, but for its handling mark."""

    kind: ClassVar[str] = "attachment"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = say("Attachment")
    required: ClassVar[frozenset[str]] = frozenset({"content", "caption", "added", "belongs_to", "handling"})

    content: Annotated[Content | None, ONCE] = Field(default=None, title=say("File"))
    caption: Annotated[str | None, Field(min_length=1, max_length=200), ONCE] = Field(
        default=None, title=say("What it shows")
    )
    added: Annotated[Added | None, ONCE] = Field(default=None, title=say("Attached"))
    taken_at: Annotated[Moment | None, ONCE] = Field(default=None, title=say("Taken"))
    belongs_to: Annotated[Belonging | None, ONCE] = Field(default=None, title=say("Belongs to"))
    original: Annotated[Original | None, ONCE] = Field(default=None, title=say("Original"))
    handling: Annotated[AttachmentHandling | None, cautious(_handling_caution)] = Field(
        default=None, title=say("Handling")
    )

    def problems(self) -> list[Problem]:
        """What must agree with what."""
        if self.content and self.original and self.content.sha256 == self.original.sha256:
            return [about("original", say("The original and the copy are the same file: attach it without a copy."))]
        return []
