"""The page with the published tables: one audit or order for each that the published counts stand for."""

from datetime import UTC, date, datetime

from casework.records.high_risk.criterion import HighRiskSort
from casework.records.identifier import CaseId
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.measure.grid import Head, Judged, grid_of
from casework.rules.measure.kpi import kpi_tables
from casework.rules.measure.listing import Listed, list_table
from casework.rules.measure.national import NationalMeasure, Started, reason_table, time_table
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.quality import quality_tables
from casework.rules.measure.report.plain import figures_behind, plain_tables
from casework.rules.measure.report.sheet import Section, Sheet
from desktop.services.measures.page import Behind, MeasuresPage
from desktop.services.person_line import PersonLine, RiskView
from tests.casework.measure.published import KPIS, QUALITY
from tests.casework.measure.test_kpi import outcomes
from tests.casework.measure.test_quality import audits

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 14, 2, tzinfo=UTC)


def published_sheets() -> list[Sheet]:
    """The published tables, from as many records as the counts say; the numbers of the first are those of Dundee."""
    measured = [one for row in KPIS for one in outcomes(row) if row.group is None]
    measured += [one for row in KPIS for one in outcomes(row) if row.group is not None]
    kpis = kpi_tables([one for one in measured if not one.groups])
    groups = kpi_tables([one for one in measured if one.groups])
    sheets = [Sheet(f"kpi_{n}", Section.KPI, kpis[n] if n == 0 else groups[n], committee=True) for n in range(3)]
    for number, grid in enumerate(quality_tables(audit for row in QUALITY for audit in audits(row))):
        sheets.append(Sheet(f"quality_{number}", Section.QUALITY, grid, committee=True))
    return sheets


def other_sheets() -> list[Sheet]:
    """A wide table, one of numbers, and one with nothing in it."""
    started = [
        Started(
            NationalMeasure.FIRST_CONTACT,
            f"order-{number}",
            date(2026, 10, 9),
            date(2026, 10, 8 if number % 3 else 12),
            "" if number % 3 else list(NationalReason)[number % 5].value,
        )
        for number in range(60)
    ]
    reasons = tuple(Head(one.value, one.words) for one in NationalReason)
    listed = [
        Listed(f"case-{number}", list(HighRiskSort)[number % 3], date(1960 + number, 5, 1)) for number in range(40)
    ]
    spots = [Judged(f"w{number % 3}", f"spot-{number}", ("a", "b", "c")[number % 3 and 1]) for number in range(9)]
    columns = (Head("a", "Overdue"), Head("b", "Within 7 days"), Head("c", "Within 14 days"))
    rows = (Head("w0", "Wilma Worker"), Head("w1", "Colin Colleague"), Head("w2", "Seonaid Senior"))
    return [
        Sheet("national_time", Section.NATIONAL, time_table(started, DAY), committee=True),
        Sheet("national_reason", Section.NATIONAL, reason_table(started, reasons, DAY), committee=True),
        Sheet("listed", Section.LISTED, list_table(listed, DAY), percents=False, committee=True, of_period=False),
        Sheet("hot_spot_who", Section.HOT_SPOT, grid_of("Hot spots by worker", columns, rows, spots), percents=False),
        Sheet("near_miss", Section.NEAR_MISS, grid_of("Near misses by theme", (Head("n", "Near misses"),), (), [])),
    ]


def published_page(*, agency: bool = False, asks_agency: bool = False) -> MeasuresPage:
    """The page as it is shown; behind every figure of court reports stands one person."""
    sheets = [*published_sheets(), *other_sheets()]
    behind = figures_behind(sheets)
    person = CaseId("0190f000-0000-7000-8000-000000000001")
    line = PersonLine(person, "Isla Testcase", date(1985, 4, 12), RiskView(None))
    cases = {ident: person for ids in behind.values() for ident in ids if ident.startswith("social_enquiry")}
    cases |= {ident: person for ids in behind.values() for ident in ids if ident.startswith("None-")}
    return MeasuresPage(
        today=DAY,
        period=period_of(load_periods(), "quarter", DAY),
        cases=167,
        as_at=AT,
        tables=tuple(plain_tables(sheets)),
        behind=Behind() if agency else Behind(behind, cases, {person: line}),
        agency=agency,
        asks_agency=asks_agency or agency,
    )
