"""Days as they are said, in English on every machine: `strftime` names days and months in the machine's language."""

from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday_name(day: date) -> str:
    """Such as "Thursday"."""
    return DAYS[day.weekday()]


def month_name(day: date) -> str:
    """Such as "March"."""
    return MONTHS[day.month - 1]


def long_day(day: date, today: date) -> str:
    """A day with its weekday: "Friday 3 July"; with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday_name(day)} {day.day} {month_name(day)}{year}"


def plain_date(day: date) -> str:
    """Such as "5 March 2026"."""
    return f"{day.day} {month_name(day)} {day.year}"
