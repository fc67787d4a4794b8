"""Lengths of time as standards give them, and the day on which one is over.

Months are calendar months: the same day of a later month, or that month's last day where it has no such day (31 January
and one month: 28 or 29 February; 29 February and twelve months: 28 February). They are always counted from the first
day, never from a day that was cut short on the way. A day that is no working day stays: only working days move.
"""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from casework.records.part import Choice
from casework.records.record import Value
from casework.rules.calendar import Calendar, add_months

_WORDS = re.compile(r"(\d+) (hours?|working days?|days?|weeks?|months?)")


class Unit(Choice):
    """In what a length of time is given."""

    HOURS = "hours", "hours"
    WORKING_DAYS = "working_days", "working days"
    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"


class Length(Value):
    """So many of a unit. In a file: "20 working days", "3 months"."""

    number: int = Field(ge=0, le=1200)
    unit: Unit

    @property
    def words(self) -> str:
        """As it is said: "1 working day", "3 months"."""
        return f"{self.number} {self.unit.words if self.number != 1 else self.unit.words[:-1]}"

    def times(self, count: int) -> "Length":
        """The same length so many times over."""
        return Length(number=self.number * count, unit=self.unit)

    def after(self, day: date, calendar: Calendar) -> date:
        """The day on which it is over, counted from a day that does not count itself. Hours count as begun days."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.after(day, self.number)
        if self.unit is Unit.MONTHS:
            return add_months(day, self.number)
        days = {Unit.DAYS: self.number, Unit.WEEKS: 7 * self.number, Unit.HOURS: -(-self.number // 24)}
        return day + timedelta(days=days[self.unit])

    def after_moment(self, moment: datetime) -> datetime | None:
        """The very moment at which it is over; None for what is not counted in hours."""
        return moment + timedelta(hours=self.number) if self.unit is Unit.HOURS else None


def _read(said: object) -> object:
    found = _WORDS.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        return said
    unit = found[2].replace(" ", "_")
    return {"number": int(found[1]), "unit": unit if unit.endswith("s") else f"{unit}s"}


Period = Annotated[Length, BeforeValidator(_read)]
"""A length of time that may be written in words."""
