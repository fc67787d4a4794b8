"""A review of the chronology: that somebody read it through, what it shows, and when it is read again (2K).

Regularly reviewed and analysed, with more detail as risk rises (Care Inspectorate, practice guide to chronologies).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import ONCE, cautious
from casework.records.part import STAFF, Prose
from casework.records.record import Record, register
from casework.words import say


@register
class ChronologyReview(Record):
    """That the chronology was reviewed: by whom, what it shows, and when next."""

    kind: ClassVar[str] = "chronology_review"
    title: ClassVar[str] = say("Review of the chronology")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"reviewed_on", "by", "shows", "next_on"})

    reviewed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Reviewed on"))
    by: Annotated[str | None, Field(min_length=1, max_length=64), ONCE, STAFF] = Field(default=None, title=say("By"))
    shows: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What it shows"))
    next_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Next review on")
    )

    def problems(self) -> list[Problem]:
        """The next one comes after this."""
        if self.reviewed_on and self.next_on and self.next_on <= self.reviewed_on:
            return [about("next_on", say("Next review on: the day is not after this review; correct one of them."))]
        return []
