"""One table of a report, with the records behind it, and the parts of the page on which tables stand."""

from dataclasses import dataclass

from casework.records.part import Choice
from casework.rules.measure.grid import Grid
from casework.words import say


class Section(Choice):
    """What the figures are about, in the order in which they are listed."""

    KPI = "kpi", say("Key performance indicators")
    QUALITY = "quality", say("Quality ratings")
    AUDIT = "audit", say("Audits of the quarter")
    NATIONAL = "national", say("National tables")
    LISTED = "listed", say("HRO list by type and age")
    REVIEW = "review", say("Reviews on time")
    PLAN = "plan", say("What plans work on")
    THEME = "theme", say("Themes for section meetings")
    HOT_SPOT = "hot_spot", say("Hot spots")
    DISCUSSION = "discussion", say("Time to discussion")
    CASELOAD = "caseload", say("Cover and caseload")
    MAPPA = "mappa", "MAPPA"
    CONFLICT = "conflict", say("Two views and sync")
    NEAR_MISS = "near_miss", say("Near misses by theme")
    TRAINING = "training", say("Training and accreditation")


@dataclass(frozen=True)
class Sheet:
    """A table as it is reported.

    `percents`: shares are printed, with the counts. `committee`: it goes to a committee, too. `of_period`: it is of the
    period, else of the day. `family`: tables of one family count the same in the same rows and columns, some of them of
    a group alone. `notes`: sentences under it.
    """

    code: str
    section: Section
    grid: Grid
    percents: bool = True
    committee: bool = False
    of_period: bool = True
    family: str = ""
    notes: tuple[str, ...] = ()
