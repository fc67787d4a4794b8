"""Training and accreditation: who may complete which instrument, and whose training is due (standards.md 45, 175-177).

Lies in the agency's scope, because every laptop has to know who may complete an instrument.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.part import LINE_MAX, STAFF, Choice, Line
from casework.records.record import Record, Value, register
from casework.records.telling import Telling


class TrainingSubject(Choice):
    """What somebody was trained in. The codes of instruments are those of the assessments."""

    LSCMI = "lscmi", "LS/CMI"
    RM2000 = "rm2000", "Risk Matrix 2000"
    STABLE = "stable2007", "STABLE-2007"
    ACUTE = "acute2007", "ACUTE-2007"
    SARA = "sara", "SARA"
    ROSH = "rosh", "Risk of serious harm analysis"
    CALEDONIAN = "caledonian", "Caledonian System"
    CSOGP = "csogp", "Community Sex Offender Groupwork Programme"
    FORENSIC = "forensic_interviewing", "Forensic interviewing"
    ADULTS = "adult_support_and_protection", "Adult Support and Protection"
    CHILDREN = "getting_it_right_for_every_child", "Getting it right for every child (GIRFEC)"
    EVIDENCE = "giving_evidence_in_court", "Giving evidence in court"
    PAROLE = "parole_board_reports", "Reports for the Parole Board"
    PLACEMENT = "placement", "Risk assessment of unpaid work placements"
    HIGH_RISK = "selected_for_high_risk_work", "Selected for work with high risk of serious harm"
    OTHER = "other", "Other"


class Ended(Value):
    """That an accreditation was taken back or given up."""

    on: date = Field(title="On")
    reason: str = Field(default="", max_length=2000, title="Reason")


@register
class Training(Record):
    """A course or accreditation of one member of staff."""

    kind: ClassVar[str] = "training"
    title: ClassVar[str] = "Training"
    scope: ClassVar[ScopeSort] = "agency"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"staff", "subject", "completed_on"})

    staff: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, ONCE, STAFF] = Field(
        default=None, title="Member of staff"
    )
    subject: Annotated[TrainingSubject | None, ONCE] = Field(default=None, title="Trained in")
    course: Annotated[Line | None, ONCE] = Field(default=None, title="Name of the course")
    level: Annotated[Line | None, ONCE] = Field(default=None, title="Level reached")
    completed_on: Annotated[date | None, ONCE] = Field(default=None, title="Completed or accredited on")
    expires_on: Annotated[date | None, cautious(caution.soonest)] = Field(default=None, title="Expires on")
    number: Annotated[Annotated[str, Field(max_length=LINE_MAX)] | None, DECIDE] = Field(
        default=None, title="Certificate number"
    )
    decided_by: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, DECIDE, STAFF] = Field(
        default=None, title="Selected or put forward by"
    )
    ended: Annotated[Ended | None, DECIDE] = Field(default=None, title="Ended")

    def problems(self) -> list[str]:
        """What is not listed has a name, and nothing ends before it began."""
        found = []
        if self.subject is TrainingSubject.OTHER and not self.course:
            found.append("Name of the course is missing: write what it was.")
        if self.completed_on and self.expires_on and self.expires_on <= self.completed_on:
            found.append("Expires on: the day is not after it was completed; correct one of them.")
        if self.completed_on and self.ended and self.ended.on < self.completed_on:
            found.append("Ended: the day is before it was completed; correct one of them.")
        return found
