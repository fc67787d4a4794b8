"""The published tables, row by row: the printed digits and sample counts that give them (standards.md, part 5).

The source (Dundee City Council, report 299-2005, baseline information) prints percentages and no numbers of cases. The
counts below were searched for: for each table the smallest number of cases with which every row comes out as printed
under rounding half up; where no number fits all rows of a table, the smallest for each row. They are therefore one
possible set of counts and no facts about 2004.

What the search found: the four home background rows and their release plan fit 23 (or 46, 69); the eight rows about
serious violent offending fit 22 (or 44, 66). The supervision of sexual offending fits 15 with 7 for compliance, that
of violent offending 14, 13 and 10. Court reports fit together from 167 on, the KPIs from 133, planning from 49.
"""

from dataclasses import dataclass

from casework.records.oversight.quality_item import QualityItem as Item
from casework.records.oversight.quality_item import QualityQuestion as Question
from casework.records.oversight.quality_item import QualitySort as Sort
from casework.rules.measure.kpi import Group, Kpi


@dataclass(frozen=True)
class PublishedRow:
    """One printed row, and counts that give it."""

    table: Sort
    row: Item | Question
    printed: tuple[int, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class PublishedKpi:
    """One printed row of the KPIs, and counts that give it."""

    group: Group | None
    row: Kpi
    printed: tuple[int, ...]
    counts: tuple[int, ...]


QUALITY: tuple[PublishedRow, ...] = (
    PublishedRow(Sort.COURT, Item.OFFENDING, (20, 54, 25, 2), (33, 90, 41, 3)),
    PublishedRow(Sort.COURT, Item.NEEDS, (20, 50, 28, 2), (33, 83, 47, 4)),
    PublishedRow(Sort.COURT, Item.REOFFENDING, (19, 47, 32, 3), (31, 78, 53, 5)),
    PublishedRow(Sort.COURT, Item.SENTENCES, (13, 51, 33, 2), (22, 86, 55, 4)),
    PublishedRow(Sort.COURT, Item.OVERALL, (15, 55, 29, 1), (25, 92, 48, 2)),
    PublishedRow(Sort.HOME, Item.SUPPORTS, (0, 57, 35, 9), (0, 13, 8, 2)),
    PublishedRow(Sort.HOME, Item.AFTER_RELEASE, (17, 35, 39, 9), (4, 8, 9, 2)),
    PublishedRow(Sort.HOME, Item.RISK, (35, 30, 22, 13), (8, 7, 5, 3)),
    PublishedRow(Sort.HOME, Item.OVERALL, (9, 48, 35, 9), (2, 11, 8, 2)),
    PublishedRow(Sort.HOME, Question.RELEASE_PLAN, (61, 39), (14, 9)),
    PublishedRow(Sort.PLAN, Question.WRITTEN_PLAN, (84, 16), (41, 8)),
    PublishedRow(Sort.PLAN, Question.ON_OFFENDING, (78, 22), (38, 11)),
    PublishedRow(Sort.PLAN, Question.ON_NEEDS, (86, 14), (42, 7)),
    PublishedRow(Sort.PLAN, Question.DELIVERY, (69, 31), (34, 15)),
    PublishedRow(Sort.COMPLIANCE, Item.OVERALL, (15, 34, 45, 7), (11, 25, 33, 5)),
    PublishedRow(Sort.COURT_PDO, Item.STANDARD, (18, 59, 23, 0), (4, 13, 5, 0)),
    PublishedRow(Sort.COURT_PDO, Item.OFFENDING, (14, 73, 14, 0), (3, 16, 3, 0)),
    PublishedRow(Sort.COURT_PDO, Item.NEEDS, (23, 64, 9, 5), (5, 14, 2, 1)),
    PublishedRow(Sort.COURT_PDO, Item.REOFFENDING, (27, 50, 23, 0), (6, 11, 5, 0)),
    PublishedRow(Sort.COURT_PDO, Item.HARM, (36, 45, 14, 5), (8, 10, 3, 1)),
    PublishedRow(Sort.COURT_PDO, Item.ADVICE, (23, 50, 27, 0), (5, 11, 6, 0)),
    PublishedRow(Sort.COURT_PDO, Question.VERIFIED, (45, 55), (10, 12)),
    PublishedRow(Sort.COURT_PDO, Question.OUTLINE_PLAN, (36, 64), (8, 14)),
    PublishedRow(Sort.SEXUAL, Item.LEVEL, (7, 7, 53, 33), (1, 1, 8, 5)),
    PublishedRow(Sort.SEXUAL, Item.CONTENT, (7, 27, 47, 20), (1, 4, 7, 3)),
    PublishedRow(Sort.SEXUAL, Item.COMPLIANCE, (14, 29, 29, 29), (1, 2, 2, 2)),
    PublishedRow(Sort.VIOLENT, Item.LEVEL, (21, 36, 29, 14), (3, 5, 4, 2)),
    PublishedRow(Sort.VIOLENT, Item.CONTENT, (23, 46, 31, 0), (3, 6, 4, 0)),
    PublishedRow(Sort.VIOLENT, Item.COMPLIANCE, (40, 30, 30, 0), (4, 3, 3, 0)),
    PublishedRow(Sort.VIOLENT, Question.CONSISTENT, (31, 69), (4, 9)),
    PublishedRow(Sort.VIOLENT, Question.VICTIM_AWARENESS, (31, 69), (4, 9)),
)

KPIS: tuple[PublishedKpi, ...] = (
    PublishedKpi(None, Kpi.FIRST_COMMUNITY, (65, 32, 4), (86, 42, 5)),
    PublishedKpi(None, Kpi.FIRST_THROUGHCARE, (100, 0, 0), (133, 0, 0)),
    PublishedKpi(None, Kpi.REVIEW, (60, 34, 6), (80, 45, 8)),
    PublishedKpi(None, Kpi.HOME_VISITS, (46, 50, 5), (61, 66, 6)),
    PublishedKpi(None, Kpi.APPOINTMENTS, (67, 28, 5), (89, 37, 7)),
    PublishedKpi(Group.SEXUAL, Kpi.HOME_VISITS, (53, 40, 7), (8, 6, 1)),
    PublishedKpi(Group.VIOLENT, Kpi.APPOINTMENTS, (50, 43, 7), (7, 6, 1)),
    PublishedKpi(Group.VIOLENT, Kpi.HOME_VISITS, (50, 43, 7), (7, 6, 1)),
)
