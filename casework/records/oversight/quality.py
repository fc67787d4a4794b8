"""Quality forms: the audit of reports, plans and supervision on the sources' scale (standards.md 108-118, 158-164).

Which items belong to which form is that of the published tables (standards.md, part 5), so that the same tables can be
made again.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE, ONCE, TEXT
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualityQuestion, QualitySort
from casework.records.part import STAFF, Answer, Link, Prose, Quality
from casework.records.record import Record, Value, register
from casework.records.telling import Telling

_StaffId = Annotated[str, Field(min_length=1, max_length=64)]


class Rating(Value):
    """One item on the scale from Poor to Very Good."""

    item: QualityItem = Field(title="Item")
    quality: Quality = Field(title="Rating")
    note: str = Field(default="", max_length=2000, title="Note")


class Reply(Value):
    """One question with yes or no."""

    question: QualityQuestion = Field(title="Question")
    answer: Answer = Field(title="Answer")
    note: str = Field(default="", max_length=2000, title="Note")


class HighRiskPart(Value):
    """The part of the form for somebody managed as high risk of serious harm (standards.md 158)."""

    plan_current: Answer = Field(title="Current risk management plan")
    reviews_held: Answer = Field(title="Reviews held every three months with a senior")
    police_named: Answer = Field(title="Named police contact")
    consistent: Answer = Field(title="Plan, LS/CMI and MAPPA agree")
    note: str = Field(default="", max_length=5000, title="Note")


@register
class QualityForm(Record):
    """One audit of one piece of work in a case. Never handed over."""

    kind: ClassVar[str] = "quality_form"
    title: ClassVar[str] = "Quality form"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"sort", "done_by", "done_on", "whose_work"})

    sort: Annotated[QualitySort | None, ONCE] = Field(default=None, title="What is audited")
    about: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, Link()] = Field(
        default=None, title="Record that is audited"
    )
    whose_work: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title="Whose work")
    done_by: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title="Audited by")
    done_on: Annotated[date | None, ONCE] = Field(default=None, title="Audited on")
    ratings: Annotated[list[Rating] | None, ONCE] = Field(default=None, title="Ratings")
    replies: Annotated[list[Reply] | None, ONCE] = Field(default=None, title="Questions")
    high_risk: Annotated[HighRiskPart | None, ONCE] = Field(default=None, title="High risk of serious harm")
    recording: Annotated[Prose | None, ONCE] = Field(default=None, title="Feedback on recording")
    strengths: Annotated[Prose | None, ONCE] = Field(default=None, title="What was done well")
    improvements: Annotated[Prose | None, ONCE] = Field(default=None, title="What to improve")
    feedback_on: Annotated[date | None, DECIDE] = Field(default=None, title="Feedback given on")
    response: Annotated[Prose | None, TEXT] = Field(default=None, title="What the worker says to it")

    def problems(self) -> list[str]:
        """Nobody audits their own work; each item belongs to the form and is rated once."""
        found = []
        if self.done_by and self.done_by == self.whose_work:
            found.append("Audited by: nobody audits their own work; ask somebody else.")
        if self.done_on and self.feedback_on and self.feedback_on < self.done_on:
            found.append("Feedback given on: the day is before the audit; correct one of them.")
        if not self.ratings and not self.replies and not self.recording:
            found.append("Ratings is missing: rate at least one item, answer a question, or write about the recording.")
        return found + self._strays()

    def _strays(self) -> list[str]:
        if self.sort is None:
            return []
        items, questions = ITEMS[self.sort]
        rated, asked = [one.item for one in self.ratings or []], [one.question for one in self.replies or []]
        found = []
        if not set(rated) <= set(items):
            found.append("Ratings: an item does not belong to this form; take it out or change what is audited.")
        if len(set(rated)) < len(rated):
            found.append("Ratings: an item is there twice; take one out.")
        if not set(asked) <= set(questions):
            found.append("Questions: one does not belong to this form; take it out or change what is audited.")
        if len(set(asked)) < len(asked):
            found.append("Questions: one is there twice; take one out.")
        return found
