"""How access is put into words: since when, until when, by whom. Pure."""

from datetime import date, datetime, time, timedelta

from casework.words import say
from desktop.services.case_access import AccessLine, GivenSort
from desktop.views import wording


def time_words(line: AccessLine, today: date) -> str:
    """Such as "From Monday 2 March until the end of Friday 6 March"."""
    if line.sort is GivenSort.DUTY:
        return say("Until nothing of this case waits any more")
    since = _since(line.starts, today)
    until = _until(line.ends, today)
    return f"{since}, {until}" if since else until.capitalize()


def given_words(line: AccessLine) -> str:
    """Who gave it and why, as far as whoever looks may read it."""
    parts = [say("Given by {by}", by=line.by)] if line.by else []
    if line.sort is GivenSort.EXCLUSION:
        parts = [say("By {by}", by=line.by)]
    if line.sort is GivenSort.EMERGENCY:
        parts = []
    parts += [line.reason] if line.reason else []
    return ": ".join(parts)


def state_words(line: AccessLine) -> str:
    """What has still to happen before it holds."""
    if not line.sent:
        return say("On this laptop only: it holds when the office has it.")
    return "" if line.begun else say("Not begun yet.")


def _since(starts: date | datetime | None, today: date) -> str:
    day = wording.local(starts).date() if isinstance(starts, datetime) else starts
    return say("From {near_day}", near_day=wording.near_day(day, today)) if day else ""


def _until(ends: date | datetime | None, today: date) -> str:
    if ends is None:
        return say("no end is set")
    if not isinstance(ends, datetime):
        return say("until the end of {near_day}", near_day=wording.near_day(ends, today))
    there = wording.local(ends)
    if there.time() == time():
        return say("until the end of {near_day}", near_day=wording.near_day(there.date() - timedelta(days=1), today))
    return say("until {day_and_time}", day_and_time=wording.day_and_time(ends, today))
