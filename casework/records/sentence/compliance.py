"""Compliance: failures, what was decided about them, warnings, breach and recall (standards.md 86, 101, 104).

Each step is a record, and a step that answers another one names it.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, ONCE, SET
from casework.records.part import LINE_MAX, STAFF, Choice, Link, Prose, Said
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN
from casework.words import say

ID_MAX = 64


class ComplianceStep(Choice):
    """What happened, or what was done about it."""

    ABSENCE = "absence", say("Failed to attend")
    CONDUCT = "conduct", say("Did not comply at an appointment")
    CONDITION = "condition", say("Condition not kept")
    EXPLANATION = "explanation", say("Explanation asked for")
    WARNING = "warning", say("Formal warning")
    FINAL_WARNING = "final_warning", say("Final warning")
    BREACH = "breach", say("Breach reported to the court")
    BREACH_HEARD = "breach_heard", say("Breach heard by the court")
    REPORTED = "reported", say("Reported to Scottish Ministers or the Parole Board")
    RECALL = "recall", say("Recall to custody")
    NO_ACTION = "no_action", say("No further action")


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

    ACCEPTABLE = "acceptable", say("Acceptable")
    UNACCEPTABLE = "unacceptable", say("Not acceptable")


class Decided(Value):
    """What was decided, by whom, when and why."""

    found: Acceptability = Field(title=say("Decided"))
    by: Annotated[str, Field(min_length=1, max_length=ID_MAX, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    reason: Annotated[Prose, Field(title=say("Reason"))]


class Letter(Value):
    """A letter that was sent."""

    what: str = Field(min_length=1, max_length=LINE_MAX, title=say("Which letter"))
    sent_on: date = Field(title=say("Sent on"))
    how: str = Field(default="", max_length=LINE_MAX, title=say("How it was sent"))


class Attempt(Value):
    """One attempt to reach the person after a failure."""

    on: date = Field(title=say("On"))
    how: str = Field(min_length=1, max_length=LINE_MAX, title=say("How"))
    result: str = Field(min_length=1, max_length=LINE_MAX, title=say("What came of it"))


@register
class ComplianceEvent(Record):
    """One step of compliance: a failure, or what was done about it."""

    kind: ClassVar[str] = "compliance_event"
    title: ClassVar[str] = say("Compliance")
    required: ClassVar[frozenset[str]] = frozenset({"step", "happened_on", "recorded_by"})

    # A report to the court or a recall is often recorded before the person may know of it.
    step: Annotated[ComplianceStep | None, ONCE] = Field(default=None, title=say("What happened"))
    happened_on: Annotated[date | None, ONCE] = Field(default=None, title=say("On"))
    what: Annotated[Prose | None, ONCE] = Field(default=None, title=say("In more words"))
    order: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("order",))] = Field(
        default=None, title=say("Order or licence")
    )
    condition: Annotated[str | None, Field(max_length=ID_MAX), ONCE, OPEN, Link(("condition",))] = Field(
        default=None, title=say("Condition")
    )
    contact: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("contact", "appointment"))] = Field(
        default=None, title=say("Contact or appointment")
    )
    follows: Annotated[str | None, Field(max_length=ID_MAX), ONCE, Link(("compliance_event",))] = Field(
        default=None, title=say("Step that this answers")
    )
    explanation: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("The person's explanation"))
    decided: Annotated[Decided | None, DECIDE] = Field(default=None, title=say("Decided"))
    action: Annotated[Prose | None, DECIDE] = Field(default=None, title=say("What is done about it"))
    action_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Done on"))
    attempts: Annotated[list[Attempt], SET] = Field(default_factory=list, title=say("Attempts to reach the person"))
    letter: Annotated[Letter | None, DECIDE, OPEN] = Field(default=None, title=say("Letter sent"))
    recorded_by: Annotated[str | None, Field(min_length=1, max_length=ID_MAX), ONCE, STAFF] = Field(
        default=None, title=say("Recorded by")
    )
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title=say("Entered in error"))

    def problems(self) -> list[Problem]:
        """What is done follows what happened, and a warning follows what was found unacceptable."""
        found, day = self._out_of_order(), self.decided
        if self.step in FORMAL and self.follows is None and day is None:
            found.append(
                about(
                    "follows",
                    say("Step that this answers is missing: choose the failure, or write what was decided about it."),
                )
            )
        if self.step in FORMAL and day and day.found is Acceptability.ACCEPTABLE:
            found.append(
                about(
                    "decided",
                    say("Decided: what was acceptable is not warned about; correct the decision or the step."),
                )
            )
        return found

    def _out_of_order(self) -> list[Problem]:
        day = self.happened_on
        dated = [
            ("decided", say("Decided"), self.decided.on if self.decided else None),
            ("action_on", say("Done on"), self.action_on),
            ("letter", say("Letter sent"), self.letter.sent_on if self.letter else None),
        ]
        return [
            about(name, say("{title}: the day is before it happened; correct one of them.", title=title))
            for name, title, on in dated
            if day and on and on < day
        ]
