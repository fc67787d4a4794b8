"""The home background report: what somebody would be released to (standards.md 2J, 112-118)."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.part import Choice
from casework.records.record import Record, register
from casework.records.report.release import ReleaseReport


class HomeReportPurpose(Choice):
    """What the report is asked for."""

    PAROLE = "parole_board", "Parole Board, about release"
    LEAVE = "home_leave", "Prison, about home leave"
    CURFEW = "home_detention_curfew", "Prison, about home detention curfew"
    OTHER = "other", "Another purpose"


class _Purpose(Record):
    purpose: Annotated[HomeReportPurpose | None, DECIDE] = Field(default=None, title="Purpose")


@register
class HomeBackgroundReport(ReleaseReport, _Purpose):
    """A report about the home and the community that somebody would be released to."""

    kind: ClassVar[str] = "home_background_report"
    title: ClassVar[str] = "Home background report"
    required: ClassVar[frozenset[str]] = frozenset({"purpose", "author", "due_on"})
