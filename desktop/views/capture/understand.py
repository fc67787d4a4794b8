"""What somebody means by a day, a time or a length that they typed in a hurry. Pure: the day of today is given."""

import re
from datetime import date, time, timedelta

MINUTES_MAX = 1440
"""A contact lasts a day at most."""

_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})(?:[/.\- ]+(\d{1,2})(?:[/.\- ]+(\d{4}|\d{2}))?)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?(?:,?\s+(\d{4}|\d{2}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(am|pm)?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})\s*(am|pm)?")
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|hr|hrs|hour|hours|:)\s*(?:(\d{1,2})\s*(?:m|min|mins|minutes)?)?")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|min|mins|minutes)?")


def understand_day(text: str, today: date, *, past: bool) -> date | None:
    """The day that is meant by "5/3", "5 March", "yesterday", "Tue"; None where it is no day.

    Without a year, and for a day of the week, it is the nearest such day up to today (``past``) or from today on.
    """
    plain = " ".join(text.lower().split())
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if len(plain) >= 3 and plain.isalpha():
        return _week_day(plain, today, past)
    if found := _ISO.fullmatch(plain):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDS.fullmatch(plain):
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2])]
        return _day(int(found[1]), months[0], found[3], today, past) if len(months) == 1 else None
    if found := _NUMBERS.fullmatch(plain):
        return _day(int(found[1]), int(found[2]) if found[2] else 0, found[3], today, past)
    return None


def understand_time(text: str) -> time | None:
    """The time that is meant by "1430", "14:30", "14.30", "2.30 pm", "9"; None where it is no time."""
    plain = text.strip().lower()
    found = _DIGITS.fullmatch(plain) or _CLOCK.fullmatch(plain)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def understand_minutes(text: str) -> int | None:
    """The length in minutes that is meant by "45", "45 min", "1 h 30", "1:30"; None where it is none."""
    plain = text.strip().lower()
    if found := _MINUTES.fullmatch(plain):
        length = int(found[1])
    elif found := _HOURS.fullmatch(plain):
        length = int(found[1]) * 60 + int(found[2] or 0)
    else:
        return None
    return length if length <= MINUTES_MAX else None


def day_text(day: date) -> str:
    """A day as it is typed: 5/3/2026. ``understand_day`` gives it back whatever today is."""
    return f"{day.day}/{day.month}/{day.year}"


def _week_day(plain: str, today: date, past: bool) -> date | None:
    number = next((n for n, name in enumerate(_DAYS) if name.startswith(plain)), None)
    if number is None:
        return None
    away = (today.weekday() - number) % 7 if past else -((number - today.weekday()) % 7)
    return today - timedelta(days=away)


def _day(day: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    near = [_date(today.year + step, month, day) for step in (-1, 0, 1)] if month else _month_days(day, today)
    fitting = [found for found in near if found and (found <= today if past else found >= today)]
    if not fitting:
        return None
    return max(fitting) if past else min(fitting)


def _month_days(day: int, today: date) -> list[date | None]:
    """That day of this month and of the two on each side: one of them exists in either direction."""
    months = [today.year * 12 + today.month - 1 + step for step in (-2, -1, 0, 1, 2)]
    return [_date(month // 12, month % 12 + 1, day) for month in months]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
