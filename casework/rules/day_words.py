"""Days as they are said, in English on every machine: `strftime` names days and months in the machine's language.

A program with a language of its own (`casework.words`) has it name and order them.
"""

from datetime import date

from casework.words import in_language, language

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAY, SHORT_WEEKDAY, MONTH = "dddd", "ddd", "MMMM"
"""How a style names a part of a day."""

PLAIN = f"d {MONTH} yyyy"
"""Such as "5 March 2026". The styles name what is said of a day; its order is the language's."""

OF_THIS_YEAR = f"d {MONTH}"
LONG = f"{WEEKDAY} {PLAIN}"
LONG_OF_THIS_YEAR = f"{WEEKDAY} d {MONTH}"
SHORT = f"{SHORT_WEEKDAY} {PLAIN}"
SHORT_OF_THIS_YEAR = f"{SHORT_WEEKDAY} d {MONTH}"


def weekday_name(day: date) -> str:
    """Such as "Thursday"."""
    return _said(day, WEEKDAY, DAYS[day.weekday()])


def month_name(day: date) -> str:
    """Such as "March"."""
    return _said(day, MONTH, MONTHS[day.month - 1])


def long_day(day: date, today: date) -> str:
    """A day with its weekday: "Friday 3 July"; with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"
    return _said(day, LONG if year else LONG_OF_THIS_YEAR, words)


def long_day_with_year(day: date) -> str:
    """Such as "Friday 3 July 2026", whatever the year."""
    return long_day(day, date(day.year - 1 if day.year > 1 else day.year + 1, 1, 1))


def short_day(day: date, today: date) -> str:
    """A day for narrow columns: "Tue 10 March"; with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    words = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}{year}"
    return _said(day, SHORT if year else SHORT_OF_THIS_YEAR, words)


def day_and_month(day: date) -> str:
    """Such as "5 March"."""
    return _said(day, OF_THIS_YEAR, f"{day.day} {MONTHS[day.month - 1]}")


def plain_date(day: date) -> str:
    """Such as "5 March 2026"."""
    return _said(day, PLAIN, f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def _said(day: date, style: str, english: str) -> str:
    """The day as the language in use says it."""
    used = language()
    return english if used is None else in_language(used.day(day, style), english)
