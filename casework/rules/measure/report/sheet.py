"""One table of a report, with the records behind it, and the parts of the page on which tables stand."""

from dataclasses import dataclass

from casework.records.part import Choice
from casework.rules.measure.grid import Grid


class Section(Choice):
    """What the figures are about, in the order in which they are listed."""

    KPI = "kpi", "Key performance indicators"
    QUALITY = "quality", "Quality ratings"
    AUDIT = "audit", "Audits of the quarter"
    NATIONAL = "national", "National tables"
    LISTED = "listed", "HRO list by type and age"
    REVIEW = "review", "Reviews on time"
    PLAN = "plan", "What plans work on"
    THEME = "theme", "Themes for section meetings"
    HOT_SPOT = "hot_spot", "Hot spots"
    DISCUSSION = "discussion", "Time to discussion"
    CASELOAD = "caseload", "Cover and caseload"
    MAPPA = "mappa", "MAPPA"
    CONFLICT = "conflict", "Conflicts and sync"
    NEAR_MISS = "near_miss", "Near misses by theme"
    TRAINING = "training", "Training and accreditation"


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
