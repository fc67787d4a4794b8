"""The integrated report to the Parole Board: the Throughcare Assessment for Release on Licence (TARL), since 2021.

Social Work Scotland's guidance of 2021, updated April 2024: written together by the social workers in prison and in
the community. That the report is gone through with the person: national throughcare guidance, 7.4.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE, TEXT
from casework.records.part import LINE_MAX, Line, Link, Prose
from casework.records.record import Value, register
from casework.records.report.release import ReleaseReport, ReleaseText
from casework.records.telling import OPEN
from casework.words import say


class PrisonPart(Value):
    """The part that the social worker in prison wrote."""

    author: Annotated[Line, Field(title=say("Social worker in prison"))]
    received_on: date = Field(title=say("Received on"))
    reference: str = Field(default="", max_length=LINE_MAX, title=say("Reference"))


class _ParoleText(ReleaseText):
    prison_part: Annotated[PrisonPart | None, DECIDE] = Field(default=None, title=say("Part written in prison"))
    risk_assessment: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Risk assessment and formulation"))
    progress: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Progress during the sentence"))
    plan: Annotated[str | None, Field(max_length=64), DECIDE, Link(("risk_management_plan",))] = Field(
        default=None, title=say("Risk management plan")
    )
    discussed_on: Annotated[date | None, DECIDE, OPEN] = Field(
        default=None, title=say("Gone through with the person on")
    )


@register
class ParoleReport(ReleaseReport, _ParoleText):
    """The integrated Parole Board report (TARL), written with the social worker in prison."""

    kind: ClassVar[str] = "parole_report"
    title: ClassVar[str] = say("Parole report (TARL)")
    required: ClassVar[frozenset[str]] = frozenset({"author", "due_on"})
    parts: ClassVar[tuple[str, ...]] = ("risk_assessment", "progress", *ReleaseReport.parts)

    def gaps(self) -> list[Problem]:
        """As for every report about a release; and both authors have written, and the person was told."""
        found = super().gaps()
        if self.prison_part is None:
            found.append(
                about(
                    "prison_part", say("Part written in prison is missing: write whose it is and when it was received.")
                )
            )
        if self.discussed_on is None:
            found.append(
                about("discussed_on", say("Gone through with the person on is missing: write the day on which it was."))
            )
        return found
