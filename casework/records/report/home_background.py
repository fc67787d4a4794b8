"""The home background report: what somebody would be released to (standards.md 2J, 112-118)."""

from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.part import Choice
from casework.records.record import Record, register
from casework.records.report.release import ReleaseReport
from casework.words import say


class HomeReportPurpose(Choice):
    """What the report is asked for."""

    PAROLE = "parole_board", say("Parole Board, about release")
    LEAVE = "home_leave", say("Prison, about home leave")
    CURFEW = "home_detention_curfew", say("Prison, about home detention curfew")
    OTHER = "other", say("Another purpose")


class _Purpose(Record):
    purpose: Annotated[HomeReportPurpose | None, DECIDE] = Field(default=None, title=say("Purpose"))


@register
class HomeBackgroundReport(ReleaseReport, _Purpose):
    """A report about the home and the community that somebody would be released to."""

    kind: ClassVar[str] = "home_background_report"
    title: ClassVar[str] = say("Home background report")
    required: ClassVar[frozenset[str]] = frozenset({"purpose", "author", "due_on"})
