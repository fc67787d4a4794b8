"""Dates and counts are said as a person would say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views import wording

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "today"),
        (date(2026, 3, 6), "tomorrow"),
        (date(2026, 3, 4), "yesterday"),
        (date(2026, 3, 10), "Tuesday 10 March"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_a_near_day_is_named_and_another_year_is_said(day: date, words: str) -> None:
    assert wording.near_day(day, TODAY) == words


def test_a_day_at_the_beginning_of_a_line_has_a_capital() -> None:
    assert wording.near_day_capital(TODAY, TODAY) == "Today"
    assert wording.short_day(date(2026, 3, 10), TODAY) == "Tue 10 March"
    assert wording.short_day(date(2027, 3, 10), TODAY) == "Wed 10 March 2027"


def test_times_are_local_in_24_hours_in_summer_too() -> None:
    winter = datetime(2026, 3, 5, 14, 2, 5, tzinfo=UTC)
    summer = datetime(2026, 7, 5, 14, 2, tzinfo=UTC)
    assert wording.clock_time(winter) == "14:02"
    assert wording.clock_seconds(winter) == "14:02:05"
    assert wording.clock_time(summer) == "15:02"


def test_an_evening_in_summer_belongs_to_the_local_day() -> None:
    """23:30 UTC on 4 July is half past midnight on 5 July in Scotland."""
    assert wording.day_and_time(datetime(2026, 7, 4, 23, 30, tzinfo=UTC), date(2026, 7, 5)) == "today 00:30"


def test_the_day_is_left_out_for_today_only() -> None:
    at = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)
    assert wording.time_today(at, TODAY) == "yesterday 14:02"
    assert wording.time_today(at + timedelta(days=1), TODAY) == "14:02"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        wording.clock_time(datetime(2026, 3, 5, 14, 2))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("born", "years"),
    [(date(1979, 3, 5), 47), (date(1979, 3, 6), 46), (date(2004, 2, 29), 22), (date(2026, 3, 5), 0)],
)
def test_an_age_is_in_full_years(born: date, years: int) -> None:
    assert wording.age(born, TODAY) == years


def test_somebody_born_on_a_leap_day_is_older_from_the_first_of_march() -> None:
    assert wording.age(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert wording.age(date(2004, 2, 29), date(2026, 3, 1)) == 22


@given(st.dates(max_value=date(2026, 3, 5)))
def test_nobody_is_younger_than_nothing(born: date) -> None:
    assert 0 <= wording.age(born, TODAY) <= TODAY.year - born.year


def test_a_date_of_birth_is_said_with_the_age_or_as_not_known() -> None:
    assert wording.born_words(date(1979, 5, 2), TODAY) == "born 2 May 1979 (46)"
    assert wording.born_words(None, TODAY) == "date of birth not known"


def test_what_is_due_says_when_and_what_is_late_says_how_late() -> None:
    assert wording.due_words(date(2026, 3, 10), TODAY) == "due Tuesday 10 March"
    assert wording.due_words(TODAY, TODAY) == "due today"
    assert wording.due_words(date(2026, 3, 4), TODAY) == "1 day late"
    assert wording.due_words(date(2026, 2, 21), TODAY) == "12 days late"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-3, "0 min"), (12, "12 min"), (60, "1 h"), (130, "2 h 10 min"), (47 * 60, "47 h"), (3 * 24 * 60, "3 days")],
)
def test_a_wait_is_said_shortly(minutes: int, words: str) -> None:
    assert wording.duration_words(timedelta(minutes=minutes)) == words


def test_lists_read_as_english() -> None:
    assert [wording.listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
