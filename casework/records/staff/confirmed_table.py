"""An agency's word that a table of rules agrees with its own manual: what switches a table on.

Lies in the agency's scope, so that every laptop has it, and carries the table's whole text, so that an agency's own
edited table gets there, too. The office alone writes it (`doorstep-server table`). Complete when saved: another version
of the table needs a new record.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.file.ending import RuleRef
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE
from casework.records.part import STAFF, Line, Said
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

CONTENT_MAX = 200_000


@register
class ConfirmedTable(Record):
    """A table of rules that this agency compared with its own manual, and uses from then on."""

    kind: ClassVar[str] = "confirmed_table"
    title: ClassVar[str] = say("Confirmed table of rules")
    scope: ClassVar[ScopeSort] = "agency"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset(
        {"table", "digest", "content", "manual", "confirmed_by", "confirmed_on"}
    )

    table: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Table"))
    digest: Annotated[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None, ONCE] = Field(
        default=None, title=say("Digest of the table")
    )
    content: Annotated[Annotated[str, Field(min_length=1, max_length=CONTENT_MAX)] | None, ONCE] = Field(
        default=None, title=say("The table as confirmed")
    )
    manual: Annotated[Line | None, ONCE] = Field(default=None, title=say("Manual and edition it was compared with"))
    confirmed_by: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, STAFF] = Field(
        default=None, title=say("Confirmed by")
    )
    confirmed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Confirmed on"))
    withdrawn: Annotated[Said | None, DECIDE] = Field(default=None, title=say("Withdrawn"))
