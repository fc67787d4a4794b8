"""Adoption: a laptop's new chain takes on an entry of the chain it had before, whole and under its own id."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import ONCE
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


@register
class Adoption(Record):
    """Names one entry of the same scope that was made on the same person's laptop before it was restored or copied."""

    kind: ClassVar[str] = "adoption"
    telling: ClassVar[Telling] = Telling.NEVER
    title: ClassVar[str] = say("Taken over from before this laptop was set up again")
    scope: ClassVar[ScopeSort] = "case"
    anywhere: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"entry"})

    entry: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$"), ONCE] = Field(
        default=None, title=say("Saved change")
    )
