"""Labels of earlier years that stand in old papers, such as PDO: kept so that they are found (standards.md 27)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, SET
from casework.records.part import LINE_MAX, Line
from casework.records.record import Record, register
from casework.words import say


@register
class LegacyTag(Record):
    """Labels that the case carried under earlier rules. They say nothing about what holds today."""

    kind: ClassVar[str] = "legacy_tag"
    title: ClassVar[str] = say("Earlier label")

    tags: Annotated[list[Line], SET] = Field(default_factory=list, title=say("Labels"))
    source: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE] = Field(
        default=None, title=say("Where it stands")
    )
    since: Annotated[date | None, DECIDE] = Field(default=None, title=say("Since"))
    until: Annotated[date | None, DECIDE] = Field(default=None, title=say("Until"))

    def problems(self) -> list[Problem]:
        """The last day does not come before the first."""
        if self.since and self.until and self.until < self.since:
            return [about("until", say("Until: the day is before the first one; correct one of them."))]
        return []
