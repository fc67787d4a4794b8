"""How long it takes from a high result to its discussion with a senior, in working days (standards.md 43)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.discussion import Discussed, Discussion
from casework.rules.calendar import Calendar
from casework.rules.discussed import discussed_on


@dataclass(frozen=True)
class Result:
    """A high or very high result: the assessment's id, the version of it that stands, and its day."""

    ident: str
    version: str
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
    """The times of these results, up to today: until the first discussion that answers the duty to discuss them."""
    known = list(discussions)
    times = [_time(one, known, calendar, today) for one in results]
    done = [one for one in times if one.working_days is not None]
    done.sort(key=lambda one: (-(one.working_days or 0), one.ident))
    return DiscussionTimes(tuple(done), tuple(one.ident for one in times if one.working_days is None))


def _time(result: Result, discussions: list[Discussion], calendar: Calendar, today: date) -> DiscussionTime:
    about = Discussed(record=result.ident, version=result.version)
    first = discussed_on(about, result.assessed_on, discussions, today)
    return DiscussionTime(result.ident, None if first is None else calendar.between(result.assessed_on, first))
