"""The periods of reports: no day without one, none in two."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.rules.measure.period import PeriodSort, after, before, load_periods, period_of

TABLE = load_periods()
CODES = ("month", "two_months", "quarter", "financial_year")


@pytest.mark.parametrize(
    ("code", "day", "starts", "ends", "title"),
    [
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "February 2028"),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "December 2026"),
        ("two_months", date(2026, 5, 31), date(2026, 4, 1), date(2026, 5, 31), "April to May 2026"),
        ("two_months", date(2027, 1, 1), date(2026, 12, 1), date(2027, 1, 31), "December 2026 to January 2027"),
        ("quarter", date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30), "April to June 2026"),
        ("quarter", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "January to March 2026"),
        ("financial_year", date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31), "April 2025 to March 2026"),
        ("financial_year", date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31), "April 2026 to March 2027"),
    ],
)
def test_the_period_of_a_day(code: str, day: date, starts: date, ends: date, title: str) -> None:
    """Worked out by hand."""
    period = period_of(TABLE, code, day)
    assert (period.days.starts, period.days.ends, period.title) == (starts, ends, title)


@settings(max_examples=150)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(CODES))
def test_periods_join_without_gap_or_overlap(day: date, code: str) -> None:
    period = period_of(TABLE, code, day)
    assert period.covers(day)
    assert period.days.ends is not None
    assert after(TABLE, period).days.starts == period.days.ends + timedelta(days=1)
    assert before(TABLE, after(TABLE, period)) == period
    assert not after(TABLE, period).covers(day)
    assert not period.covers(None)


def test_the_table_ships_with_the_periods_of_the_sources() -> None:
    assert tuple(sort.code for sort in TABLE.periods) == CODES
    assert TABLE.confirmed
    assert TABLE.year_begins == 4
    with pytest.raises(KeyError):
        TABLE.sort("week")


def test_a_number_of_months_that_does_not_fill_a_year_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not fill a year"):
        PeriodSort(code="five", title="Five months", months=5, source="nowhere")
