"""What somebody wants on paper. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.records.identifier import CaseId
from casework.words import say


class PaperSort(StrEnum):
    """The papers about one person, in the order in which they are offered."""

    BRIEF = "brief"
    PLAN = "plan"
    SAFETY = "safety"
    ASSESSMENT = "assessment"
    REVIEW = "review"
    CHRONOLOGY = "chronology"
    HOME_BACKGROUND = "home_background"
    COURT_REPORT = "court_report"
    MAPPA_PACK = "mappa_pack"
    MAPPA_SUMMARY = "mappa_summary"
    NEED_TO_KNOW = "need_to_know"
    HANDOVER = "handover"
    RECORD = "record"
    COURT = "court"


SORT_WORDS = {
    PaperSort.BRIEF: say("Doorstep brief"),
    PaperSort.PLAN: say("Risk management plan"),
    PaperSort.SAFETY: say("Safety plan"),
    PaperSort.ASSESSMENT: say("Assessment summary"),
    PaperSort.REVIEW: say("Review"),
    PaperSort.CHRONOLOGY: say("Chronology"),
    PaperSort.HOME_BACKGROUND: say("Home background report"),
    PaperSort.COURT_REPORT: say("Report to a court"),
    PaperSort.MAPPA_PACK: say("MAPPA pack"),
    PaperSort.MAPPA_SUMMARY: say("MAPPA executive summary"),
    PaperSort.NEED_TO_KNOW: say("Need-to-know sheet"),
    PaperSort.HANDOVER: say("Handover brief"),
    PaperSort.RECORD: say("One record"),
    PaperSort.COURT: say("Court extract"),
}

KINDS_OF = {
    PaperSort.PLAN: "risk_management_plan",
    PaperSort.SAFETY: "safety_plan",
    PaperSort.ASSESSMENT: "assessment",
    PaperSort.REVIEW: "review",
    PaperSort.HOME_BACKGROUND: "home_background_report",
    PaperSort.COURT_REPORT: "court_report",
    PaperSort.NEED_TO_KNOW: "need_to_know",
}
"""The papers that are of one record of a kind."""

WITH_PERIOD = frozenset({PaperSort.CHRONOLOGY, PaperSort.COURT})
"""The papers of which somebody may choose the time."""

WITH_REASON = frozenset({
    PaperSort.HOME_BACKGROUND, PaperSort.COURT_REPORT, PaperSort.COURT, PaperSort.MAPPA_PACK, PaperSort.MAPPA_SUMMARY,
})  # fmt: skip
"""The papers that leave the service: why is asked, and noted."""


@dataclass(frozen=True)
class PaperWish:
    """One paper about one person. `record`: which one, of papers that are of one record.

    `first` and `last`: the days within which, both of them included; None for all the time. `significant`: only what is
    marked as significant. `restricted`: with what lies in the restricted part, where it may be read.
    """

    sort: PaperSort
    case: CaseId
    record: str = ""
    first: date | None = None
    last: date | None = None
    significant: bool = False
    restricted: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day lies in the time that is wanted."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    @property
    def period_words(self) -> str:
        """The time in words, such as "from 1/3/2026 to 31/5/2026"; "all the time"."""
        parts = [say("from {day}", day=_day(self.first))] if self.first else []
        parts += [say("to {day}", day=_day(self.last))] if self.last else []
        return " ".join(parts) or say("all the time")


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
