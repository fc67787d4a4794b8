"""Near misses: told so that others learn from them. Apart from any case, and no discipline (standards.md 189).

A near miss lies in the team's scope, where people read who must not see the case: it names no person and no case.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE
from casework.records.part import STAFF, Choice, Link, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

ID_MAX = 64


class NearMissTheme(Choice):
    """What it was about, for the report."""

    LONE_WORK = "lone_work", say("Working alone")
    VISIT = "visit", say("Home visit")
    INFORMATION = "information", say("Information was missing or late")
    SHARING = "sharing", say("Working with another agency")
    RISK = "risk", say("A change of risk was nearly missed")
    RECORD = "record", say("Recording")
    DATA = "data", say("Personal information nearly went astray")
    COVER = "cover", say("Absence and cover")
    WORKLOAD = "workload", say("Workload")
    PREMISES = "premises", say("Building or equipment")
    OTHER = "other", say("Something else")


@register
class NearMiss(Record):
    """What nearly went wrong. Write no names: the whole team reads it."""

    kind: ClassVar[str] = "near_miss"
    title: ClassVar[str] = say("Near miss")
    scope: ClassVar[ScopeSort] = "team"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"happened_on", "what", "could_have", "themes"})

    happened_on: Annotated[date | None, ONCE] = Field(default=None, title=say("When it happened"))
    what: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What happened, without names"))
    could_have: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What could have happened"))
    helped: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What helped"))
    would_help: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What would help next time"))
    themes: Annotated[list[NearMissTheme] | None, Field(min_length=1, max_length=len(NearMissTheme)), ONCE] = Field(
        default=None, title=say("Themes")
    )
    staff: Annotated[list[Annotated[str, Field(min_length=1, max_length=ID_MAX)]] | None, ONCE, STAFF] = Field(
        default=None, title=say("Colleagues who were there")
    )
    learnt: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("What the team made of it"))
    corrects: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("near_miss",))] = Field(
        default=None, title=say("Corrects an earlier record")
    )
