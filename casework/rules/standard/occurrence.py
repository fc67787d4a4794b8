"""From when to when each standard runs in a case: one occurrence for every time that something is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, pairwise

from casework.rules.calendar import Calendar
from casework.rules.standard.period import Length
from casework.rules.standard.rule import Standard
from casework.rules.standard.run import Run

AHEAD_DAYS = 28
"""So many days before an order begins, what its beginning asks for is shown: a release has to be planned."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One time that something is asked for. `before`: what was done up to this day served an earlier occurrence.

    `latest`: the very moment, where the standard counts in hours and the hour is known.
    """

    about: str
    since: date
    due_on: date
    before: date
    latest: datetime | None = None


def occurrences(
    rule: Standard, run: Run, days: Sequence[date], calendar: Calendar, today: date
) -> tuple[Occurrence, ...]:
    """The times at which a rule asks for something, the earliest first, up to the one that runs on a day.

    `days`: on which it was done, in order; they matter where each time counts from when it was last done.
    """
    if run.start > today + AHEAD_DAYS * ONE_DAY:
        return ()
    if rule.last_held:
        return tuple(_from_last(rule, run, days, calendar))
    found: list[Occurrence] = []
    for since, due_on in _times(rule, run.start, calendar):
        if found and since > today:
            break
        length = rule.within
        latest = length.after_moment(run.moment) if length and run.moment else None
        first = run.counts_from or since
        before = first - ONE_DAY if rule.window or since == run.start else since
        found.append(Occurrence(run.about, since, due_on, before, latest))
        if run.ends and due_on >= run.ends:
            break
    return tuple(found)


def _times(rule: Standard, start: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    """From when to when, time after time: of a window both days belong to it."""
    first = rule.after.after(start, calendar) if rule.after else start
    if rule.within:
        yield first, rule.within.after(first, calendar) - (ONE_DAY if rule.window else timedelta())
        return
    for before, after in pairwise(_marks(rule, first, calendar)):
        yield (before, after - ONE_DAY) if rule.window else (before, after)


def _marks(rule: Standard, first: date, calendar: Calendar) -> Iterator[date]:
    """The days that part a schedule. Each stretch counts from its own beginning, so that no month is cut twice."""
    yield first
    base, so_far = first, Length(number=0, unit=rule.schedule[0].every.unit)
    for stretch in rule.schedule:
        if stretch.every.unit is not so_far.unit:
            base, so_far = so_far.after(base, calendar), stretch.every.times(0)
        for _ in range(stretch.times) if stretch.times else count():
            so_far = Length(number=so_far.number + stretch.every.number, unit=so_far.unit)
            yield so_far.after(base, calendar)


def _from_last(rule: Standard, run: Run, days: Sequence[date], calendar: Calendar) -> Iterator[Occurrence]:
    held = [run.start, *(day for day in dict.fromkeys(days) if day > run.start)]
    every = rule.schedule[0].every
    for since in held:
        by_rule = every.after(since, calendar)
        # What was agreed may be sooner than the rule, never later.
        yield Occurrence(run.about, since, min(by_rule, run.agreed.get(since, by_rule)), since)
