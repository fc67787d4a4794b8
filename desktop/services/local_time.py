"""The time on the clock in Scotland, for days, forms and screens. Records keep UTC."""

from datetime import UTC, date, datetime, time

from casework.rules.day import SCOTLAND, day_of, local

__all__ = ["SCOTLAND", "local", "local_day", "utc_of"]


def local_day(at: datetime) -> date:
    """The day on which an aware time falls here."""
    return day_of(at)


def utc_of(day: date, clock_time: time) -> datetime:
    """The aware UTC time of a day and a time on the clock here; the hour that comes twice counts as the first."""
    return datetime.combine(day, clock_time, SCOTLAND).astimezone(UTC)
