"""Training and accreditation: who may complete which instrument, and whose training is due (standards.md 45, 175-177).

Lies in the agency's scope, because every laptop has to know who may complete an instrument.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.part import LINE_MAX, STAFF, Choice, Line
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class TrainingSubject(Choice):
    """What somebody was trained in. The codes of instruments are those of the assessments."""

    LSCMI = "lscmi", "LS/CMI"
    RM2000 = "rm2000", say("Risk Matrix 2000")
    STABLE = "stable2007", "STABLE-2007"
    ACUTE = "acute2007", "ACUTE-2007"
    SARA = "sara", "SARA"
    ROSH = "rosh", say("Risk of serious harm analysis")
    CALEDONIAN = "caledonian", say("Caledonian System")
    CSOGP = "csogp", say("Community Sex Offender Groupwork Programme")
    FORENSIC = "forensic_interviewing", say("Forensic interviewing")
    ADULTS = "adult_support_and_protection", say("Adult Support and Protection")
    CHILDREN = "getting_it_right_for_every_child", say("Getting it right for every child (GIRFEC)")
    EVIDENCE = "giving_evidence_in_court", say("Giving evidence in court")
    PAROLE = "parole_board_reports", say("Reports for the Parole Board")
    PLACEMENT = "placement", say("Risk assessment of unpaid work placements")
    HIGH_RISK = "selected_for_high_risk_work", say("Selected for work with high risk of serious harm")
    OTHER = "other", say("Other")


class Ended(Value):
    """That an accreditation was taken back or given up."""

    on: date = Field(title=say("On"))
    reason: str = Field(default="", max_length=2000, title=say("Reason"))


@register
class Training(Record):
    """A course or accreditation of one member of staff."""

    kind: ClassVar[str] = "training"
    title: ClassVar[str] = say("Training")
    scope: ClassVar[ScopeSort] = "agency"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"staff", "subject", "completed_on"})

    staff: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, STAFF] = Field(
        default=None, title=say("Member of staff")
    )
    subject: Annotated[TrainingSubject | None, ONCE] = Field(default=None, title=say("Trained in"))
    course: Annotated[Line | None, ONCE] = Field(default=None, title=say("Name of the course"))
    level: Annotated[Line | None, ONCE] = Field(default=None, title=say("Level reached"))
    completed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Completed or accredited on"))
    expires_on: Annotated[date | None, cautious(caution.soonest)] = Field(default=None, title=say("Expires on"))
    number: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE] = Field(
        default=None, title=say("Certificate number")
    )
    decided_by: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, DECIDE, STAFF] = Field(
        default=None, title=say("Selected or put forward by")
    )
    ended: Annotated[Ended | None, DECIDE] = Field(default=None, title=say("Ended"))

    def problems(self) -> list[Problem]:
        """What is not listed has a name, and nothing ends before it began."""
        found = []
        if self.subject is TrainingSubject.OTHER and not self.course:
            found.append(about("course", say("Name of the course is missing: write what it was.")))
        if self.completed_on and self.expires_on and self.expires_on <= self.completed_on:
            found.append(
                about("expires_on", say("Expires on: the day is not after it was completed; correct one of them."))
            )
        if self.completed_on and self.ended and self.ended.on < self.completed_on:
            found.append(about("ended", say("Ended: the day is before it was completed; correct one of them.")))
        return found
