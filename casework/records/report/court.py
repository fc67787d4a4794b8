"""Reports to a court, under the names of both eras (standards.md 106-111, 2L)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, ONCE, SET, TEXT, Merge, cautious
from casework.records.part import STAFF, Answer, Choice, Line, Prose
from casework.records.record import Record, Value, register
from casework.records.report.release import own_approval, wrong_order
from casework.records.report.step import Approval, Evidence
from casework.records.telling import OPEN
from casework.words import say


class CourtReportSort(Choice):
    """What the report was called when it was written."""

    JSWR = "justice_social_work_report", say("Justice Social Work Report (JSWR)")
    CJSWR = "criminal_justice_social_work_report", say("Criminal Justice Social Work Report (CJSWR)")
    SER = "social_enquiry_report", say("Social Enquiry Report (SER)")


class UnpaidWorkTalk(Value):
    """That suitability for unpaid work was discussed with those who run it (standards.md 111)."""

    on: date = Field(title=say("On"))
    who: Annotated[Line, Field(title=say("With whom"))]
    suitable: Answer = Field(title=say("Suitable"))


@register
class CourtReport(Record):
    """A report to a court before sentence."""

    kind: ClassVar[str] = "court_report"
    title: ClassVar[str] = say("Court report")
    required: ClassVar[frozenset[str]] = frozenset({"sort", "court", "author", "due_on"})

    sort: Annotated[CourtReportSort | None, ONCE, OPEN] = Field(default=None, title=say("Type of report"))
    court: Annotated[Line | None, DECIDE, OPEN] = Field(default=None, title=say("Court"))
    requested_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Requested on"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("Due on"))
    hearing_on: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Hearing on"))
    author: Annotated[str | None, Field(min_length=1, max_length=64), DECIDE, STAFF] = Field(
        default=None, title=say("Author")
    )
    offending: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Analysis of offending behaviour"))
    needs: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Offending related needs"))
    reoffending: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Risk of reoffending"))
    harm: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Risk of harm"))
    sentences: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Feasibility of different sentences"))
    unpaid_work: Annotated[UnpaidWorkTalk | None, DECIDE] = Field(
        default=None, title=say("Unpaid work discussed with its staff")
    )
    outline_plan: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Outline plan for supervision"))
    evidence: Annotated[list[Evidence], SET] = Field(
        default_factory=list, title=say("Evidence and whether it was verified")
    )
    person_views: Annotated[Prose | None, TEXT, OPEN] = Field(default=None, title=say("What the person says"))
    approval: Annotated[Approval | None, Merge("decide", "senior")] = Field(
        default=None, title=say("Approved by a team manager")
    )
    submitted_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Submitted on"))

    def gaps(self) -> list[Problem]:
        """What is missing before this may be submitted: what the audit of these reports looks for first."""
        parts = [
            ("offending", say("Analysis of offending behaviour"), self.offending),
            ("reoffending", say("Risk of reoffending"), self.reoffending),
            ("sentences", say("Feasibility of different sentences"), self.sentences),
        ]
        return [
            about(name, say("{title} is missing: write it.", title=title), lacks=title)
            for name, title, text in parts
            if not text
        ]

    def problems(self) -> list[Problem]:
        """Nobody approves their own report; a report goes off complete, and is due before the hearing."""
        found = own_approval(self.author, self.approval)
        found += wrong_order(self.requested_on, self.approval, self.submitted_on)
        if self.due_on and self.hearing_on and self.due_on > self.hearing_on:
            found.append(about("due_on", say("Due on: the day is after the hearing; correct one of them.")))
        if self.submitted_on:
            found += self.gaps()
        return found
