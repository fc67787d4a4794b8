"""Lengths of time: read from words, and counted by hand at the ends of months and on leap days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from casework.rules.calendar import Calendar, add_months
from casework.rules.standard.period import Length, Period, Unit

SCOTLAND = Calendar()
PERIOD: TypeAdapter[Length] = TypeAdapter(Period)

HAND = [
    # The end of a month that the next one does not have.
    ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
    ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
    ("1 month", date(2024, 1, 30), date(2024, 2, 29)),
    ("3 months", date(2026, 11, 30), date(2027, 2, 28)),
    ("3 months", date(2027, 11, 30), date(2028, 2, 29)),
    ("3 months", date(2026, 3, 31), date(2026, 6, 30)),
    ("6 months", date(2026, 8, 31), date(2027, 2, 28)),
    # From a leap day, and onto one.
    ("12 months", date(2024, 2, 29), date(2025, 2, 28)),
    ("48 months", date(2024, 2, 29), date(2028, 2, 29)),
    ("12 months", date(2023, 2, 28), date(2024, 2, 28)),
    ("1 month", date(2026, 12, 31), date(2027, 1, 31)),
    # Twelve weeks are 84 days: five days, and eight days, short of three months.
    ("12 weeks", date(2026, 2, 1), date(2026, 4, 26)),
    ("84 days", date(2026, 2, 1), date(2026, 4, 26)),
    ("3 months", date(2026, 2, 1), date(2026, 5, 1)),
    ("84 days", date(2026, 7, 1), date(2026, 9, 23)),
    ("3 months", date(2026, 7, 1), date(2026, 10, 1)),
    # Over a leap day and over the changes of the clock.
    ("4 weeks", date(2024, 2, 12), date(2024, 3, 11)),
    ("4 weeks", date(2026, 3, 16), date(2026, 4, 13)),
    ("24 hours", date(2026, 3, 28), date(2026, 3, 29)),
    ("24 hours", date(2024, 2, 28), date(2024, 2, 29)),
    ("30 hours", date(2026, 7, 1), date(2026, 7, 3)),
    ("0 days", date(2026, 7, 1), date(2026, 7, 1)),
    ("1 working day", date(2026, 12, 24), date(2026, 12, 29)),
    ("20 working days", date(2026, 3, 9), date(2026, 4, 7)),
]


@pytest.mark.parametrize(("words", "day", "expected"), HAND)
def test_a_length_of_time_ends_on_the_day_that_was_counted_by_hand(words: str, day: date, expected: date) -> None:
    """A day that is no working day stays where it is: only working days move."""
    assert PERIOD.validate_python(words).after(day, SCOTLAND) == expected


@pytest.mark.parametrize("words", ["1 hour", "24 hours", "1 working day", "20 working days", "1 week", "3 months"])
def test_a_length_of_time_is_said_as_it_was_written(words: str) -> None:
    """With one the word has no plural."""
    assert PERIOD.validate_python(words).words == words


@pytest.mark.parametrize(
    "wrong", ["three months", "3 moons", "months", "-1 days", "3  days", 3, None, "1 working days "]
)
def test_what_is_no_length_of_time_is_refused(wrong: object) -> None:
    """A slip in a table is found when it is read."""
    with pytest.raises(ValidationError):
        PERIOD.validate_python(wrong)


def test_hours_end_at_a_moment_and_days_do_not() -> None:
    """Twenty-four hours after the clocks went forward are twenty-four hours."""
    moment = datetime(2026, 3, 28, 10, tzinfo=UTC)
    assert Length(number=24, unit=Unit.HOURS).after_moment(moment) == moment + timedelta(hours=24)
    assert Length(number=1, unit=Unit.DAYS).after_moment(moment) is None


@settings(max_examples=80, deadline=None)
@given(day=st.dates(date(2000, 1, 1), date(2060, 1, 1)), months=st.integers(0, 120))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    """Never in the month after, never before where the day exists."""
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@settings(max_examples=60, deadline=None)
@given(
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    later=st.integers(0, 40),
    number=st.integers(0, 40),
    unit=st.sampled_from(Unit),
)
def test_what_begins_later_never_ends_sooner(day: date, later: int, number: int, unit: Unit) -> None:
    """In every unit."""
    length = Length(number=number, unit=unit)
    assert length.after(day, SCOTLAND) <= length.after(day + timedelta(days=later), SCOTLAND)
    assert length.after(day, SCOTLAND) >= day
