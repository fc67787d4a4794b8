"""The time on the clock in Scotland, for days, forms and screens. Records keep UTC."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SCOTLAND = ZoneInfo("Europe/London")


def local(at: datetime) -> datetime:
    """An aware time as the clock on the wall shows it; at the very ends of the calendar, as it was written."""
    try:
        return at.astimezone(SCOTLAND)
    except OverflowError:
        return at


def local_day(at: datetime) -> date:
    """The day on which an aware time falls here."""
    return local(at).date()


def utc_of(day: date, clock_time: time) -> datetime:
    """The aware UTC time of a day and a time on the clock here; the hour that comes twice counts as the first."""
    return datetime.combine(day, clock_time, SCOTLAND).astimezone(UTC)
