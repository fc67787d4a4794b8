"""Dates, times, ages and counts in the words that a person would say. Pure: ``today`` is given."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from casework.rules.day import age_on
from casework.rules.day_words import long_day as english_day
from casework.rules.day_words import plain_date as english_date
from casework.rules.day_words import short_day as short_date
from casework.words import say, say_count

LOCAL_ZONE = ZoneInfo("Europe/London")


def local(moment: datetime) -> datetime:
    """Return an aware ``moment`` in the time that the clocks in Scotland show.

    Raises ValueError for a moment without a time zone: it could be off by an hour and nobody would see.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(LOCAL_ZONE)


def plain_date(day: date) -> str:
    """Return "2 May 1979". English on every machine, whatever its locale."""
    return english_date(day)


def long_day(day: date, today: date) -> str:
    """Return "Thursday 5 March", with the year where it is not this year's."""
    return english_day(day, today)


def short_day(day: date, today: date) -> str:
    """Return "Tue 10 March", for narrow columns; the year where it is not this year's."""
    return short_date(day, today)


def near_day(day: date, today: date) -> str:
    """Return "today", "tomorrow" or "yesterday" where true, else the long day."""
    near = {0: say("today"), 1: say("tomorrow"), -1: say("yesterday")}
    return near.get((day - today).days, long_day(day, today))


def near_day_capital(day: date, today: date) -> str:
    """Return ``near_day`` as it begins a line: "Today", "Thursday 5 March"."""
    words = near_day(day, today)
    return words[0].upper() + words[1:]


def clock_time(moment: datetime) -> str:
    """Return "14:02", 24 hours, local time."""
    return f"{local(moment):%H:%M}"


def clock_seconds(moment: datetime) -> str:
    """Return "14:05:02", for "draft kept"."""
    return f"{local(moment):%H:%M:%S}"


def day_and_time(moment: datetime, today: date) -> str:
    """Return "today 14:02" or "Thursday 5 March 14:02"."""
    return f"{near_day(local(moment).date(), today)} {clock_time(moment)}"


def until_words(moment: datetime, today: date) -> str:
    """Return "the end of Sunday 8 November" for a midnight, else "Monday 9 November 12:00"."""
    if clock_time(moment) != "00:00":
        return day_and_time(moment, today)
    return say("the end of {moment}", moment=near_day(local(moment).date() - timedelta(days=1), today))


def time_today(moment: datetime, today: date) -> str:
    """Return "14:02" for a moment of today, else with its day: "yesterday 14:02"."""
    return clock_time(moment) if local(moment).date() == today else day_and_time(moment, today)


def age(born: date, today: date) -> int:
    """Return full years lived. Somebody born on 29 February has a birthday on 1 March in other years."""
    return age_on(born, today)


def born_words(born: date | None, today: date) -> str:
    """Return "born 2 May 1979 (46)", or "date of birth not known"."""
    return (
        say("date of birth not known")
        if born is None
        else say("born {born} ({age})", born=plain_date(born), age=age(born, today))
    )


def due_words(due: date, today: date) -> str:
    """Return "due today", "due Tuesday 10 March", "1 day late", "12 days late"."""
    late = (today - due).days
    if late > 0:
        return say("{late} late", late=say_count(late, "{number} day", "{number} days"))
    return say("due {due}", due=near_day(due, today))


def duration_words(length: timedelta) -> str:
    """Return "4 min", "1 h", "2 h 10 min", "3 days": how long something has waited, rounded down."""
    minutes = max(int(length.total_seconds() // 60), 0)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return say("{hours} days", hours=hours // 24)
    if hours:
        return say("{hours} h {rest} min", hours=hours, rest=rest) if rest else say("{hours} h", hours=hours)
    return say("{rest} min", rest=rest)


def listed(words: tuple[str, ...]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return say(" and ").join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
