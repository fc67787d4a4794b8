"""The agency's retention rules, as the office has them: every laptop shows by them for how long a file is kept.

Lies in the agency's scope and is written by the office alone, from its own file.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

TEXT_MAX = 200_000


@register
class RetentionText(Record):
    """The text of the agency's retention rules. Nothing written in it means the rules that come with Doorstep."""

    kind: ClassVar[str] = "retention_text"
    title: ClassVar[str] = say("Retention rules of the agency")
    scope: ClassVar[ScopeSort] = "agency"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"text"})

    text: Annotated[Annotated[str, Field(max_length=TEXT_MAX)] | None, DECIDE] = Field(default=None, title=say("Rules"))
