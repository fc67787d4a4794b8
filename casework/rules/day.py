"""The day on which a moment falls where the work is done: Scotland; and how old somebody is on a day.

Records keep UTC; periods are given in days.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

SCOTLAND = ZoneInfo("Europe/London")


def local(at: datetime) -> datetime:
    """An aware time as the clock on the wall shows it; at the very ends of the calendar, as it was written."""
    try:
        return at.astimezone(SCOTLAND)
    except OverflowError:
        return at


@lru_cache(maxsize=10_000)
def day_of(at: datetime) -> date:
    """The day on which an aware time falls in Scotland. One moment is asked for over and over, for each grant."""
    return local(at).date()


def moment_of(clock_time: datetime) -> datetime:
    """The moment, in UTC, of a time as the clock on the wall in Scotland shows it (naive).

    The hour that comes twice counts as the first.
    """
    return clock_time.replace(tzinfo=SCOTLAND).astimezone(UTC)


@lru_cache(maxsize=10_000)
def begin_of(day: date) -> datetime:
    """The moment at which a day begins in Scotland, in UTC."""
    return datetime.combine(day, time(), SCOTLAND).astimezone(UTC)


def age_on(born: date, day: date) -> int:
    """Age in whole years on a day. Who was born on 29 February is a year older from 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
