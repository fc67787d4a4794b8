"""The stretch of time in sight, how it is zoomed, and where the axis has its ticks. Pure; days are ordinals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rules.day_words import month_name

LEAST_DAYS = 14.0
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS_A_MONTH = 30.44
_FIRST_YEAR, _LAST_YEAR = 1800, 2300


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both as ordinals with parts of a day."""

    first: float
    last: float

    @property
    def days(self) -> float:
        """How long it is."""
        return self.last - self.first

    def share(self, day: float) -> float:
        """Where a day lies: 0 at the beginning, 1 at the end."""
        return (day - self.first) / self.days

    def zoomed(self, factor: float, about: float, whole: "Span") -> "Span":
        """A span of another length in which a day keeps its place; never shorter than two weeks, nor outside."""
        days = min(max(self.days * factor, LEAST_DAYS), whole.days)
        first = about - min(max(self.share(about), 0.0), 1.0) * days
        return Span(first, first + days).held_in(whole)

    def moved(self, days: float, whole: "Span") -> "Span":
        """The same length, later or earlier."""
        return Span(self.first + days, self.last + days).held_in(whole)

    def showing(self, day: float, whole: "Span") -> "Span":
        """This span, or as long a one about a day that it does not have."""
        if self.first <= day <= self.last:
            return self
        return Span(day - self.days / 2, day + self.days / 2).held_in(whole)

    def held_in(self, whole: "Span") -> "Span":
        """Pushed back into what there is."""
        days = min(self.days, whole.days)
        first = min(max(self.first, whole.first), whole.last - days)
        return Span(first, first + days)


def span_of(first: date, last: date) -> Span:
    """All between two days, with air at both ends and never less than two weeks."""
    start, end = float(first.toordinal()), float(last.toordinal() + 1)
    air = max((end - start) * 0.03, (LEAST_DAYS - (end - start)) / 2, 1.0)
    return Span(start - air, end + air)


def plan_ticks(span: Span, most: int) -> tuple[tuple[date, str], ...]:
    """The days at which the axis is labelled, ``most`` of them at most: weeks, months, quarters or years."""
    if span.days / 7 <= most:
        return tuple((day, f"{day.day} {month_name(day)[:3]}") for day in _weeks(span))
    step = next((m for m in _MONTH_STEPS if span.days / _DAYS_A_MONTH / m <= most), _MONTH_STEPS[-1])
    return tuple(
        (day, str(day.year) if step >= 12 else f"{month_name(day)[:3]} {day.year}") for day in _months(span, step)
    )


def _weeks(span: Span) -> Iterator[date]:
    day = date.fromordinal(int(span.first) + 1)
    day += timedelta(days=-day.weekday() % 7)
    while day.toordinal() <= span.last:
        yield day
        day += timedelta(days=7)


def _months(span: Span, step: int) -> Iterator[date]:
    begins = date.fromordinal(int(span.first))
    number = (begins.year * 12 + begins.month - 1) // step * step
    while True:
        number += step
        if not _FIRST_YEAR <= number // 12 <= _LAST_YEAR:
            return
        day = date(number // 12, number % 12 + 1, 1)
        if day.toordinal() > span.last:
            return
        yield day
