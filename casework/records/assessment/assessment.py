"""Assessments: which instrument, by whom, with which numbers. Complete when signed; a change is a new record.

No wording of any instrument is kept here, only codes and numbers. A level that follows from the numbers is worked out
when it is read and never stored: what stands in `levels` is what somebody typed in, with the table they read it from
(standards.md 2A).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.assessment.evidence import Evidence, Point
from casework.records.assessment.group_at_risk import GroupAtRisk
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.file.brought_in import BroughtIn
from casework.records.file.ending import RuleRef
from casework.records.merge import DECIDE, ONCE
from casework.records.part import PROSE_MAX, STAFF, Answer, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import NEVER, WITHHELD
from casework.words import say

NUMBER_MAX = 999


class Instrument(Choice):
    """What was used. OASys only arrives with a case from England and Wales (standards.md 37)."""

    LSCMI = "lscmi", "LS/CMI"
    RM2000 = "rm2000", say("Risk Matrix 2000 (RM2000)")
    STABLE = "stable2007", "STABLE-2007"
    ACUTE = "acute2007", "ACUTE-2007"
    SARA = "sara", say("SARA (spousal assault)")
    ROSH = "rosh", say("Risk of serious harm analysis")
    PLACEMENT = "placement", say("Unpaid work placement risk assessment")
    OTHER = "other", say("Other instrument")
    OASYS = "oasys", say("OASys (from England and Wales, earlier record)")


class PartNumber(Value):
    """The number of one part of an instrument, by the part's code."""

    code: str = Field(min_length=1, max_length=40, title=say("Part"))
    number: int = Field(ge=0, le=NUMBER_MAX, title=say("Number"))


class EnteredLevel(Value):
    """A level as the assessor typed it in, where they read it from and, where it is a judgement, why."""

    scale: str = Field(default="", max_length=40, title=say("Scale"))
    level: InstrumentLevel = Field(title=say("Level"))
    table: Annotated[Line, Field(title=say("Table or manual used"))]
    rationale: str = Field(default="", max_length=PROSE_MAX, title=say("Why this level"))


class Override(Value):
    """A level that an assessor set in place of the one that follows from the numbers. `senior` is a staff id."""

    scale: str = Field(default="", max_length=40, title=say("Scale"))
    level: InstrumentLevel = Field(title=say("Level"))
    reason: Annotated[Prose, Field(title=say("Reason"))]
    senior: Annotated[str | None, Field(min_length=1, max_length=64, title=say("Senior who agreed")), STAFF] = None


class HarmAnalysis(Value):
    """What the serious harm would be: the parts of a full analysis but for who is at risk (standards.md 41)."""

    nature: Annotated[Prose, Field(title=say("Nature of the harm"))]
    severity: Annotated[Prose, Field(title=say("How severe"))]
    when: Annotated[Prose, Field(title=say("In which circumstances"))]
    likelihood: Annotated[Prose, Field(title=say("How likely"))]
    imminence: Annotated[Prose, Field(title=say("How soon"))]


@register
class Assessment(Record):
    """An assessment with a named instrument, complete when signed."""

    kind: ClassVar[str] = "assessment"
    title: ClassVar[str] = say("Assessment")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"instrument", "assessed_on", "assessor", "summary"})

    instrument: Annotated[Instrument | None, ONCE] = Field(default=None, title=say("Instrument"))
    instrument_name: Annotated[Line | None, ONCE] = Field(default=None, title=say("Name of the other instrument"))
    assessed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Date of assessment"))
    assessor: Annotated[str | None, Field(min_length=1, max_length=64), ONCE, STAFF] = Field(
        default=None, title=say("Assessor")
    )
    parts: Annotated[list[PartNumber] | None, ONCE] = Field(default=None, title=say("Numbers by part"))
    total: Annotated[int | None, Field(ge=0, le=NUMBER_MAX), ONCE] = Field(default=None, title=say("Total"))
    levels: Annotated[list[EnteredLevel] | None, ONCE] = Field(default=None, title=say("Level as entered"))
    override: Annotated[Override | None, ONCE] = Field(default=None, title=say("Override"))
    omitted: Annotated[int | None, Field(ge=0, le=NUMBER_MAX), ONCE] = Field(default=None, title=say("Items left out"))
    harm: Annotated[HarmAnalysis | None, ONCE] = Field(default=None, title=say("Serious harm"))
    at_risk: Annotated[Prose | None, ONCE, WITHHELD] = Field(default=None, title=say("Who is at risk"))
    risks: Annotated[list[Point] | None, ONCE] = Field(default=None, title=say("Risks"))
    strengths: Annotated[list[Point] | None, ONCE] = Field(default=None, title=say("Strengths"))
    protective_factors: Annotated[list[Point] | None, ONCE] = Field(default=None, title=say("Protective factors"))
    evidence: Annotated[list[Evidence] | None, ONCE] = Field(default=None, title=say("What it rests on"))
    summary: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Summary"))
    table: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Table of rules used"))
    edition: Annotated[Line | None, ONCE] = Field(default=None, title=say("Edition of the instrument"))
    child_victim: Annotated[Answer | None, ONCE, WITHHELD] = Field(
        default=None, title=say("A victim was 13 or younger")
    )
    critical_items: Annotated[Answer | None, ONCE] = Field(default=None, title=say("Critical items"))
    groups: Annotated[list[GroupAtRisk] | None, ONCE, WITHHELD] = Field(default=None, title=say("Groups at risk"))
    corrects: Annotated[str | None, ONCE, Link(("assessment",))] = Field(default=None, title=say("Corrects"))
    correction_reason: Annotated[Prose | None, ONCE] = Field(default=None, title=say("Reason for the correction"))
    corrected_by: Annotated[str | None, DECIDE, Link(("assessment",))] = Field(default=None, title=say("Corrected by"))
    brought_in: Annotated[BroughtIn | None, ONCE, NEVER] = Field(default=None, title=say("Brought in from"))

    def problems(self) -> list[Problem]:
        """What must agree with what."""
        found = [*self._instrument_problems(), *self._number_problems()]
        if (self.corrects is None) != (self.correction_reason is None):
            found.append(
                about(
                    "correction_reason",
                    say("Reason for the correction: choose what is corrected and write the reason, or leave both out."),
                )
            )
        return found

    def _instrument_problems(self) -> list[Problem]:
        found = []
        if self.instrument is Instrument.OTHER and not self.instrument_name:
            found.append(
                about("instrument_name", say("Name of the other instrument is missing: write which one it was."))
            )
        if self.instrument is Instrument.ROSH and not self.groups and not (self.harm and self.at_risk):
            found.append(
                about(
                    "groups",
                    say(
                        "Groups at risk (or Serious harm and Who is at risk): a full analysis needs them; fill them in."
                    ),
                )
            )
        return found

    def _number_problems(self) -> list[Problem]:
        found = []
        codes = [part.code for part in self.parts or ()]
        if len(set(codes)) != len(codes):
            found.append(about("parts", say("Numbers by part: one part is there twice; remove one of them.")))
        scales = [entered.scale for entered in self.levels or ()]
        if len(set(scales)) != len(scales):
            found.append(about("levels", say("Level as entered: one scale is there twice; remove one of them.")))
        return found
