"""How long it takes from a high result to its discussion with a senior, in working days (standards.md 43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.discussion import Discussion
from casework.rules.calendar import Calendar


@dataclass(frozen=True)
class Result:
    """A high or very high result: the assessment's id and its day."""

    ident: str
    assessed_on: date


@dataclass(frozen=True)
class DiscussionTime:
    """One assessment and the working days until it was discussed; None while it was not."""

    ident: str
    working_days: int | None


@dataclass(frozen=True)
class DiscussionTimes:
    """The times of a period, the longest first; what waits is kept apart and never counts as nought."""

    discussed: tuple[DiscussionTime, ...]
    waiting: tuple[str, ...]

    @property
    def longest(self) -> int | None:
        """The longest, in working days; None where nothing was discussed."""
        return max(self._days, default=None)

    @property
    def median(self) -> float | None:
        """The middle one, between two the half of them; None where nothing was discussed."""
        days = sorted(self._days)
        if not days:
            return None
        middle = len(days) // 2
        return float(days[middle]) if len(days) % 2 else (days[middle - 1] + days[middle]) / 2

    @property
    def _days(self) -> list[int]:
        return [one.working_days for one in self.discussed if one.working_days is not None]


def discussion_times(
    results: Iterable[Result], discussions: Iterable[Discussion], calendar: Calendar, today: date
) -> DiscussionTimes:
    """The times of these results. A discussion counts from the day of the assessment on, up to today; the first does.

    One before the assessment cannot have been about it, whatever it names.
    """
    days: dict[str, list[date]] = {}
    for discussion in discussions:
        if discussion.on is not None and discussion.on <= today:
            for about in discussion.about or ():
                days.setdefault(about.record, []).append(discussion.on)
    times = [_time(one, days.get(one.ident, []), calendar) for one in results]
    done = [one for one in times if one.working_days is not None]
    done.sort(key=lambda one: (-(one.working_days or 0), one.ident))
    return DiscussionTimes(tuple(done), tuple(one.ident for one in times if one.working_days is None))


def _time(result: Result, days: list[date], calendar: Calendar) -> DiscussionTime:
    first = min((day for day in days if day >= result.assessed_on), default=None)
    return DiscussionTime(result.ident, None if first is None else calendar.between(result.assessed_on, first))
