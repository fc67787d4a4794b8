"""Days in words: English, whatever the machine's language."""

from datetime import date, timedelta
from pathlib import Path

from casework.rules.day_words import DAYS, MONTHS, month_name, plain_date, weekday_name

ROOT = Path(__file__).parents[2]


def test_a_day_is_said_in_english() -> None:
    """The weekday is counted from Monday, the month from January."""
    assert f"{weekday_name(date(2028, 2, 29))} {plain_date(date(2028, 2, 29))}" == "Tuesday 29 February 2028"
    assert (weekday_name(date(2026, 11, 22)), month_name(date(2026, 12, 1))) == ("Sunday", "December")


def test_seven_days_and_twelve_months_come_in_their_order() -> None:
    """A week from a Monday on, and a year, name each once."""
    monday = date(2026, 11, 23)
    assert tuple(weekday_name(monday + timedelta(days=number)) for number in range(7)) == DAYS
    assert tuple(month_name(date(2026, number, 1)) for number in range(1, 13)) == MONTHS


def test_nothing_lets_the_machine_name_days_or_months() -> None:
    """Qt takes over the language of the machine, and `%A` or `%B` would then be in it."""
    files = [file for folder in ("casework", "desktop", "server") for file in (ROOT / folder).rglob("*.py")]
    names = [f":%{code}" for code in "aAbB"] + [f" %{code}" for code in "aAbB"]
    assert files
    assert [file.name for file in files if any(name in file.read_text("utf-8") for name in names)] == []
