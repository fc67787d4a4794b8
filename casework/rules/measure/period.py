"""The periods of reports: month, two months of the board, quarter, financial year. Pure; the day is an argument."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field, model_validator

from casework.records.record import Period, Value
from casework.rules.table import Table, load_tables
from casework.words import put_together, say

MONTHS = 12


class PeriodSort(Value):
    """One sort of period: so many months, counted from the month in which the service's year begins."""

    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=200)
    months: int = Field(ge=1, le=MONTHS)
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _fills_a_year(self) -> "PeriodSort":
        if MONTHS % self.months:
            raise ValueError("does not fill a year: choose a number of months that does")
        return self


class PeriodTable(Table):
    """Which periods there are, and the month in which the year of reports begins."""

    year_begins: int = Field(ge=1, le=MONTHS)
    periods: tuple[PeriodSort, ...]

    def sort(self, code: str) -> PeriodSort:
        """The sort of a code.

        Raises:
            KeyError: where there is none.
        """
        for sort in self.periods:
            if sort.code == code:
                return sort
        raise KeyError(code)


@lru_cache(maxsize=1)
def load_periods() -> PeriodTable:
    """The periods that come with Doorstep."""
    return load_tables(PeriodTable, "measure")[0]


@dataclass(frozen=True)
class ReportPeriod:
    """One period of a report: its days, both ends included, and its name."""

    sort: PeriodSort
    days: Period
    title: str

    def covers(self, day: date | None) -> bool:
        """Whether a day lies within; no day does not."""
        return day is not None and self.days.covers(day)


def period_of(table: PeriodTable, code: str, day: date) -> ReportPeriod:
    """The period of a sort in which a day lies."""
    sort = table.sort(code)
    since_year = (day.month - table.year_begins) % MONTHS
    starts = _month_first(day, -(since_year % sort.months))
    ends = _month_first(starts, sort.months) - timedelta(days=1)
    return ReportPeriod(sort, Period(starts=starts, ends=ends), _title(starts, ends))


def before(table: PeriodTable, period: ReportPeriod) -> ReportPeriod:
    """The period of the same sort before one."""
    return period_of(table, period.sort.code, period.days.starts - timedelta(days=1))


def after(table: PeriodTable, period: ReportPeriod) -> ReportPeriod:
    """The period of the same sort after one."""
    return period_of(table, period.sort.code, _month_first(period.days.starts, period.sort.months))


def _month_first(day: date, months: int) -> date:
    """The first day of the month so many months later, or earlier."""
    number = day.year * MONTHS + day.month - 1 + months
    return date(number // MONTHS, number % MONTHS + 1, 1)


_NAMES = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


def _title(starts: date, ends: date) -> str:
    first, last = _NAMES[starts.month - 1], _NAMES[ends.month - 1]
    if (starts.year, starts.month) == (ends.year, ends.month):
        return put_together("{month} {year}", month=first, year=starts.year)
    if starts.year == ends.year:
        return say("{first} to {last} {year}", first=first, last=last, year=ends.year)
    return say("{first} {year} to {last} {year_2}", first=first, year=starts.year, last=last, year_2=ends.year)
