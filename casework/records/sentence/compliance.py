"""Compliance: failures, what was decided about them, warnings, breach and recall (standards.md 86, 101, 104).

Each step is a record, and a step that answers another one names it.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE, ONCE, SET
from casework.records.part import LINE_MAX, STAFF, Choice, Link, Prose, Said
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN

ID_MAX = 64


class ComplianceStep(Choice):
    """What happened, or what was done about it."""

    ABSENCE = "absence", "Failed to attend"
    CONDUCT = "conduct", "Did not comply at an appointment"
    CONDITION = "condition", "Condition not kept"
    EXPLANATION = "explanation", "Explanation asked for"
    WARNING = "warning", "Formal warning"
    FINAL_WARNING = "final_warning", "Final warning"
    BREACH = "breach", "Breach reported to the court"
    BREACH_HEARD = "breach_heard", "Breach heard by the court"
    REPORTED = "reported", "Reported to Scottish Ministers or the Parole Board"
    RECALL = "recall", "Recall to custody"
    NO_ACTION = "no_action", "No further action"


FAILURES = frozenset({ComplianceStep.ABSENCE, ComplianceStep.CONDUCT, ComplianceStep.CONDITION})
"""What the person did or left undone."""

FORMAL = frozenset(
    {
        ComplianceStep.WARNING,
        ComplianceStep.FINAL_WARNING,
        ComplianceStep.BREACH,
        ComplianceStep.REPORTED,
        ComplianceStep.RECALL,
    }
)
"""What is done only about something that was decided to be unacceptable."""


class Acceptability(Choice):
    """What was decided about a failure."""

    ACCEPTABLE = "acceptable", "Acceptable"
    UNACCEPTABLE = "unacceptable", "Not acceptable"


class Decided(Value):
    """What was decided, by whom, when and why."""

    found: Acceptability = Field(title="Decided")
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title="By"), STAFF]
    on: date = Field(title="On")
    reason: Annotated[Prose, Field(title="Reason")]


class Letter(Value):
    """A letter that was sent."""

    what: str = Field(min_length=1, max_length=LINE_MAX, title="Which letter")
    sent_on: date = Field(title="Sent on")
    how: str = Field(default="", max_length=LINE_MAX, title="How it was sent")


class Attempt(Value):
    """One attempt to reach the person after a failure."""

    on: date = Field(title="On")
    how: str = Field(min_length=1, max_length=LINE_MAX, title="How")
    result: str = Field(min_length=1, max_length=LINE_MAX, title="What came of it")


@register
class ComplianceEvent(Record):
    """One step of compliance: a failure, or what was done about it."""

    kind: ClassVar[str] = "compliance_event"
    title: ClassVar[str] = "Compliance"
    required: ClassVar[frozenset[str]] = frozenset({"step", "happened_on", "recorded_by"})

    # A report to the court or a recall is often recorded before the person may know of it.
    step: Annotated[ComplianceStep | None, ONCE] = Field(default=None, title="What happened")
    happened_on: Annotated[date | None, ONCE] = Field(default=None, title="On")
    what: Annotated[Prose | None, ONCE] = Field(default=None, title="In more words")
    order: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("order",))] = Field(
        default=None, title="Order or licence"
    )
    condition: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("condition",))] = Field(
        default=None, title="Condition"
    )
    contact: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("contact", "appointment"))] = Field(
        default=None, title="Contact or appointment"
    )
    follows: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("compliance_event",))] = Field(
        default=None, title="Step that this answers"
    )
    explanation: Annotated[Prose | None, DECIDE] = Field(default=None, title="The person's explanation")
    decided: Annotated[Decided | None, DECIDE] = Field(default=None, title="Decided")
    action: Annotated[Prose | None, DECIDE] = Field(default=None, title="What is done about it")
    action_on: Annotated[date | None, DECIDE] = Field(default=None, title="Done on")
    attempts: Annotated[list[Attempt], SET] = Field(default_factory=list, title="Attempts to reach the person")
    letter: Annotated[Letter | None, DECIDE, OPEN] = Field(default=None, title="Letter sent")
    recorded_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title="Recorded by"
    )
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title="Entered in error")

    def problems(self) -> list[str]:
        """What is done follows what happened, and a warning follows what was found unacceptable."""
        found, day = self._out_of_order(), self.decided
        if self.step in FORMAL and self.follows is None and day is None:
            found.append("Step that this answers is missing: choose the failure, or write what was decided about it.")
        if self.step in FORMAL and day and day.found is Acceptability.ACCEPTABLE:
            found.append("Decided: what was acceptable is not warned about; correct the decision or the step.")
        return found

    def _out_of_order(self) -> list[str]:
        day = self.happened_on
        dated = {
            "Decided": self.decided.on if self.decided else None,
            "Done on": self.action_on,
            "Letter sent": self.letter.sent_on if self.letter else None,
        }
        return [
            f"{title}: the day is before it happened; correct one of them."
            for title, on in dated.items()
            if day and on and on < day
        ]
