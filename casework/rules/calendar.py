"""Working days: Monday to Friday, without Scotland's bank holidays and the local holidays of the agency; and months."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Which days count as working days. `local`: what the agency closes on besides Scotland's holidays."""

    local: frozenset[date] = frozenset()

    @classmethod
    def with_local(cls, days: Iterable[date]) -> "Calendar":
        """A calendar with the agency's own holidays."""
        return cls(frozenset(days))

    def is_working(self, day: date) -> bool:
        """Whether the service works on a day."""
        return day.weekday() < SATURDAY and day not in self.local and day not in _scottish(day.year)

    def after(self, day: date, working_days: int) -> date:
        """The n-th working day after a day, which does not count itself; the day itself for none."""
        left = working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day

    def between(self, day: date, until: date) -> int:
        """How many working days lie after a day, up to and including another; none where that is not later."""
        return sum(self.is_working(day + timedelta(days=n)) for n in range(1, (until - day).days + 1))


@lru_cache(maxsize=64)
def _scottish(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="SCT", years=year))


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
