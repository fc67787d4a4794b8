"""Quality forms: the audit of reports, plans and supervision on the sources' scale (standards.md 108-118, 158-164).

Which items belong to which form is that of the published tables (standards.md, part 5), so that the same tables can be
made again.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, TEXT
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualityQuestion, QualitySort
from casework.records.part import STAFF, Answer, Link, Prose, Quality
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say

_StaffId = Annotated[str, Field(min_length=1, max_length=64)]


class Rating(Value):
    """One item on the scale from Poor to Very Good."""

    item: QualityItem = Field(title=say("Item"))
    quality: Quality = Field(title=say("Rating"))
    note: str = Field(default="", max_length=2000, title=say("Note"))


class Reply(Value):
    """One question with yes or no."""

    question: QualityQuestion = Field(title=say("Question"))
    answer: Answer = Field(title=say("Answer"))
    note: str = Field(default="", max_length=2000, title=say("Note"))


class HighRiskPart(Value):
    """The part of the form for somebody managed as high risk of serious harm (standards.md 158)."""

    plan_current: Answer = Field(title=say("Current risk management plan"))
    reviews_held: Answer = Field(title=say("Reviews held every three months with a senior"))
    police_named: Answer = Field(title=say("Named police contact"))
    consistent: Answer = Field(title=say("Plan, LS/CMI and MAPPA agree"))
    note: str = Field(default="", max_length=5000, title=say("Note"))


@register
class QualityForm(Record):
    """One audit of one piece of work in a case. Never handed over."""

    kind: ClassVar[str] = "quality_form"
    title: ClassVar[str] = say("Quality form")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"sort", "done_by", "done_on", "whose_work"})

    sort: Annotated[QualitySort | None, ONCE] = Field(default=None, title=say("What is audited"))
    about: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, Link()] = Field(
        default=None, title=say("Record that is audited")
    )
    whose_work: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Whose work"))
    done_by: Annotated[_StaffId | None, ONCE, STAFF] = Field(default=None, title=say("Audited by"))
    done_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Audited on"))
    ratings: Annotated[list[Rating] | None, ONCE] = Field(default=None, title=say("Ratings"))
    replies: Annotated[list[Reply] | None, ONCE] = Field(default=None, title=say("Questions"))
    high_risk: Annotated[HighRiskPart | None, ONCE] = Field(default=None, title=say("High risk of serious harm"))
    recording: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Feedback on recording"))
    strengths: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What was done well"))
    improvements: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What to improve"))
    feedback_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Feedback given on"))
    response: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What the worker says to it"))

    def problems(self) -> list[Problem]:
        """Nobody audits their own work; each item belongs to the form and is rated once."""
        found = []
        if self.done_by and self.done_by == self.whose_work:
            found.append(about("done_by", say("Audited by: nobody audits their own work; ask somebody else.")))
        if self.done_on and self.feedback_on and self.feedback_on < self.done_on:
            found.append(
                about("feedback_on", say("Feedback given on: the day is before the audit; correct one of them."))
            )
        if not self.ratings and not self.replies and not self.recording:
            found.append(
                about(
                    "ratings",
                    say("Ratings is missing: rate at least one item, answer a question, or write about the recording."),
                )
            )
        return found + self._strays()

    def _strays(self) -> list[Problem]:
        if self.sort is None:
            return []
        items, questions = ITEMS[self.sort]
        rated, asked = [one.item for one in self.ratings or []], [one.question for one in self.replies or []]
        found = []
        if not set(rated) <= set(items):
            found.append(
                about(
                    "ratings",
                    say("Ratings: an item does not belong to this form; take it out or change what is audited."),
                )
            )
        if len(set(rated)) < len(rated):
            found.append(about("ratings", say("Ratings: an item is there twice; take one out.")))
        if not set(asked) <= set(questions):
            found.append(
                about(
                    "replies",
                    say("Questions: one does not belong to this form; take it out or change what is audited."),
                )
            )
        if len(set(asked)) < len(asked):
            found.append(about("replies", say("Questions: one is there twice; take one out.")))
        return found
