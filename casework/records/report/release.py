"""What reports about a release have in common: three mandatory checks, required parts, and a manager's approval.

Interview of the prisoner, visit to the address, risk issues addressed: standards.md 112 (S0 4.2.1, S1 recommendation
12). Approval by a team manager before it goes off: standards.md 114.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, SET, TEXT, Merge, cautious
from casework.records.part import STAFF, Line, Prose
from casework.records.record import Record
from casework.records.report.step import Addressed, AddressVisit, Approval, Evidence, Interview
from casework.records.telling import OPEN, WITHHELD
from casework.words import say


class ReleaseText(Record):
    """What is asked, checked and written in a report about somebody's release."""

    requested_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Requested on"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("Due on"))
    prison: Annotated[Line | None, DECIDE, OPEN] = Field(default=None, title=say("Prison"))
    considered_on: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Considered by the board on"))
    author: Annotated[str | None, Field(min_length=1, max_length=64), DECIDE, STAFF] = Field(
        default=None, title=say("Author")
    )
    interview: Annotated[Interview | None, DECIDE] = Field(default=None, title=say("Interview of the prisoner"))
    further_interviews: Annotated[list[Interview], SET] = Field(default_factory=list, title=say("Further interviews"))
    address_visit: Annotated[AddressVisit | None, DECIDE, WITHHELD] = Field(
        default=None, title=say("Visit to the address of release")
    )
    risk_addressed: Annotated[Addressed | None, DECIDE] = Field(default=None, title=say("Risk issues addressed"))
    risk_factors: Annotated[list[Line], SET] = Field(
        default_factory=list, title=say("Risk factors, one short point each")
    )
    evidence: Annotated[list[Evidence], SET] = Field(
        default_factory=list, title=say("Evidence and whether it was verified")
    )
    person_views: Annotated[Prose | None, TEXT, OPEN] = Field(default=None, title=say("What the person says"))
    household_views: Annotated[Prose | None, TEXT, WITHHELD] = Field(
        default=None, title=say("What family or household said")
    )
    supports: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Family and community supports"))
    release_plan: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Provisional release plan"))
    oversight: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Oversight and support on release"))
    community_risk: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Possible risk to the community"))
    conditions: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Conditions of licence suggested"))


class ReleaseReport(ReleaseText):
    """The gate of a report about somebody's release: what it needs, who approved it, and when it went off.

    Apart from the text, so that a kind's own fields stand between the two on a form.
    """

    parts: ClassVar[tuple[str, ...]] = ("release_plan", "oversight", "community_risk")
    """The texts that a report cannot be submitted without (standards.md 115-117)."""

    approval: Annotated[Approval | None, Merge("decide", "senior")] = Field(
        default=None, title=say("Approved by a team manager")
    )
    submitted_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Submitted on"))

    def gaps(self) -> list[Problem]:
        """What is missing before this may be submitted, but for the risk factors, which are kept apart as a set."""
        found = []
        if self.interview is None:
            found.append(
                about(
                    "interview", say("Interview of the prisoner is missing: write when it took place and who held it.")
                )
            )
        if self.address_visit is None:
            found.append(
                about(
                    "address_visit",
                    say("Visit to the address of release is missing: write when it took place and who went."),
                )
            )
        if self.risk_addressed is None:
            found.append(
                about("risk_addressed", say("Risk issues addressed is missing: write on which day and by whom."))
            )
        found += [
            about(part, say("{title} is missing: write it.", title=title), lacks=title)
            for part in self.parts
            for title in [_title(self, part)]
            if not getattr(self, part)
        ]
        if self.approval is None:
            found.append(
                about(
                    "approval", say("Approved by a team manager is missing: ask a team manager to read and approve it.")
                )
            )
        return found

    def problems(self) -> list[Problem]:
        """Nobody approves their own report, and nothing goes off that is not complete and approved."""
        found = own_approval(self.author, self.approval)
        found += wrong_order(self.requested_on, self.approval, self.submitted_on)
        if self.submitted_on:
            found += self.gaps()
        return found


def own_approval(author: str | None, approval: Approval | None) -> list[Problem]:
    """A sentence where author and approver are one."""
    if author and approval and approval.by == author:
        return [
            about("approval", say("Approved by a team manager: nobody approves their own report; ask another manager."))
        ]
    return []


def wrong_order(requested: date | None, approval: Approval | None, submitted: date | None) -> list[Problem]:
    """Sentences for days that cannot follow one another."""
    found = []
    if requested and submitted and submitted < requested:
        found.append(
            about("submitted_on", say("Submitted on: the day is before it was requested; correct one of them."))
        )
    if approval and submitted and submitted < approval.on:
        found.append(about("submitted_on", say("Submitted on: the day is before the approval; correct one of them.")))
    return found


def _title(record: Record, name: str) -> str:
    return type(record).model_fields[name].title or name
