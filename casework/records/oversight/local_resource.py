"""What there is to send people to, and to work with, in the area: the team's list of resources (standards.md 197)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE
from casework.records.part import Line, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


@register
class LocalResource(Record):
    """A service, group or material that people can be sent to or worked with. It names no case."""

    kind: ClassVar[str] = "local_resource"
    title: ClassVar[str] = say("Resource")
    scope: ClassVar[ScopeSort] = "team"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"name", "for_what"})

    name: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Name"))
    for_what: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("What for, and for whom"))
    agency: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Agency"))
    reach: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("How to get there or reach them"))
    confirmed_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Last confirmed on"))
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("No longer there since"))
