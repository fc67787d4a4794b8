"""Working days in Scotland: against lists written by hand, and against what the calendar itself rests on."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import UserError
from casework.rules.calendar import Calendar
from casework.rules.standard.local_holiday import LocalHolidayTable, calendar_of, load_holidays
from casework.rules.table import read_table

SCOTLAND = Calendar()

# Bank holidays as the Scottish Government published them; of those at a weekend, the day that stands in for them.
# Easter Monday and the late August Monday are none in Scotland.
BANK_HOLIDAYS = {
    2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
    2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
    2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
}

HOLIDAY = '[[holiday]]\nday = 2026-04-06\nname = "Spring"\n'
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def days_of(year: int) -> list[date]:
    """Every day of a year."""
    return [
        date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_the_weekdays_that_are_no_working_days_are_the_bank_holidays_of_the_year(year: int) -> None:
    """Not one more, and not one less than the list that was written by hand."""
    closed = [day for day in days_of(year) if day.weekday() < 5 and not SCOTLAND.is_working(day)]
    assert [f"{day:%m-%d}" for day in closed] == BANK_HOLIDAYS[year].split()


@pytest.mark.parametrize("year", range(2011, 2036))
def test_the_calendar_agrees_with_the_scottish_one_of_the_holidays_package(year: int) -> None:
    """Monday to Friday but for its days; England's own holidays are working days here."""
    scottish = holidays.country_holidays("GB", subdiv="SCT", years=year)
    assert [day for day in days_of(year) if SCOTLAND.is_working(day)] == [
        day for day in days_of(year) if day.weekday() < 5 and day not in scottish
    ]


def test_easter_monday_and_the_last_monday_of_august_are_working_days_in_scotland() -> None:
    """They are bank holidays in England."""
    assert SCOTLAND.is_working(date(2026, 4, 6))
    assert SCOTLAND.is_working(date(2026, 8, 31))


HAND = [
    # Good Friday, 3 April 2026: one working day after Thursday is Monday.
    (date(2026, 4, 2), 1, date(2026, 4, 6)),
    (date(2026, 4, 2), 5, date(2026, 4, 10)),
    # Christmas 2026: Friday 25 December, Monday 28 December for Boxing Day.
    (date(2026, 12, 24), 1, date(2026, 12, 29)),
    (date(2026, 12, 24), 5, date(2027, 1, 6)),
    # New Year: Thursday 1 and Friday 2 January 2026.
    (date(2025, 12, 31), 1, date(2026, 1, 5)),
    (date(2025, 12, 31), 5, date(2026, 1, 9)),
    # 2 January 2027 is a Saturday: Monday 4 January stands in for it.
    (date(2026, 12, 31), 1, date(2027, 1, 5)),
    # St Andrew's Day: Monday 30 November 2026; in 2024 a Saturday, Monday 2 December.
    (date(2026, 11, 27), 1, date(2026, 12, 1)),
    (date(2024, 11, 29), 1, date(2024, 12, 3)),
    # 29 February 2024 is a Thursday.
    (date(2024, 2, 28), 1, date(2024, 2, 29)),
    (date(2024, 2, 28), 7, date(2024, 3, 8)),
    # Saturday and Sunday never count, nor do they put anything off.
    (date(2026, 7, 4), 1, date(2026, 7, 6)),
    (date(2026, 7, 3), 0, date(2026, 7, 3)),
]


@pytest.mark.parametrize(("day", "number", "expected"), HAND)
def test_so_many_working_days_later_is_the_day_that_was_counted_by_hand(day: date, number: int, expected: date) -> None:
    """Easter, Christmas, New Year with 2 January, St Andrew's Day, a leap day, a weekend."""
    assert SCOTLAND.after(day, number) == expected
    assert SCOTLAND.between(day, expected) == number


@settings(max_examples=60, deadline=None)
@given(day=DAYS, number=st.integers(0, 60))
def test_the_day_after_so_many_working_days_is_a_working_day_and_so_many_away(day: date, number: int) -> None:
    """Counting forth and counting what lies between say the same."""
    then = SCOTLAND.after(day, number)
    assert SCOTLAND.between(day, then) == number
    assert number == 0 or SCOTLAND.is_working(then)


@settings(max_examples=40, deadline=None)
@given(day=DAYS, number=st.integers(1, 30), local=st.sets(DAYS, max_size=5))
def test_a_local_holiday_only_ever_puts_a_day_off(day: date, number: int, local: set[date]) -> None:
    """Nothing is due sooner because the service is closed."""
    assert Calendar.with_local(local).after(day, number) >= SCOTLAND.after(day, number)


TEXT = """
code = "local_holidays"
version = {version}
title = "Local holidays"
effective_from = {since}
mark = "S"
source = "Council minute"
"""


def local(version: int, since: str, *days: str, on: bool = True) -> LocalHolidayTable:
    """A table of local holidays, as an agency confirms it."""
    text = TEXT.format(version=version, since=since)
    text += "".join(f'[[holiday]]\nday = {day}\nname = "Local holiday"\n' for day in days)
    return read_table(LocalHolidayTable, text).model_copy(update={"confirmed": on})


def test_the_agency_s_own_holidays_are_no_working_days() -> None:
    """A spring holiday on Monday 6 April 2026 puts the first working day after Maundy Thursday off to Tuesday."""
    calendar = calendar_of([*load_holidays(), local(2, "2026-01-01", "2026-04-06")])
    assert calendar.after(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_each_version_of_the_local_holidays_holds_in_its_own_time() -> None:
    """The next takes no day away from the years before; a later version of one year takes the place of the first."""
    tables = [
        local(2, "2026-01-01", "2026-04-06", "2027-04-12"),
        local(3, "2027-01-01", "2027-04-05", "2026-09-28"),
        local(4, "2027-01-01", "2027-04-06"),
        local(5, "2026-01-01", "2026-05-11", on=False),
    ]
    assert calendar_of(tables).local == {date(2026, 4, 6), date(2027, 4, 6)}


def test_no_local_holidays_come_with_doorstep() -> None:
    """Every council fixes its own."""
    assert calendar_of(load_holidays()) == Calendar()


@pytest.mark.parametrize(
    "text",
    ["holiday = 3", "[[holiday]]\nday = 2026-02-30", '[[holiday]]\nname = "Spring"', "[[holiday]", HOLIDAY * 2],
)
def test_holidays_that_cannot_be_read_are_refused_in_a_sentence(text: str) -> None:
    """An agency's file with a mistake, or with a day twice, stops nothing silently."""
    with pytest.raises(UserError, match="The table cannot be read"):
        read_table(LocalHolidayTable, TEXT.format(version=2, since="2026-01-01") + text)
