"""A ruling: a person releases or refuses an entry that the server had to quarantine. Kept in the entry's own scope."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


class Decision(StrEnum):
    """What a ruling says. A release beats any refusal."""

    RELEASE = "release"
    REFUSE = "refuse"


@register
class Ruling(Record):
    """Releases or refuses one quarantined entry of the same scope, with a reason."""

    kind: ClassVar[str] = "ruling"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Release or refusal")
    scope: ClassVar[ScopeSort] = "case"
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"entry", "decision", "reason"})

    entry: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$"), ONCE] = Field(
        default=None, title=say("Saved change")
    )
    decision: Annotated[Decision | None, ONCE] = Field(default=None, title=say("Decision"))
    reason: Annotated[str | None, Field(min_length=1, max_length=5000), ONCE] = Field(default=None, title=say("Reason"))
