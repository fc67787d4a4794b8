"""When something happened that nobody wrote down at the time: a day, days from and until, a month or a year."""

import calendar
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from casework.records.part import Choice
from casework.records.record import Value
from casework.words import say


class Precision(Choice):
    """How exactly the day is known. `starts` then stands for the whole month or year it lies in."""

    DAY = "day", say("On this day")
    PERIOD = "period", say("From this day until another")
    ABOUT = "about", say("About this day")
    MONTH = "month", say("In this month")
    YEAR = "year", say("In this year")


class Dating(Value):
    """When it was, as exactly as it is known."""

    precision: Precision = Field(default=Precision.DAY, title=say("How exactly"))
    starts: date = Field(title=say("Day"))
    ends: date | None = Field(default=None, title=say("Until"))

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends is not None and self.precision is not Precision.PERIOD:
            raise ValueError(say("has a last day but is no period: choose the period, or leave the last day out"))
        if self.ends is not None and self.ends < self.starts:
            raise ValueError(say("ends before it starts: correct one of the days"))
        return self

    @property
    def first(self) -> date:
        """The earliest day that is meant."""
        if self.precision is Precision.YEAR:
            return self.starts.replace(month=1, day=1)
        return self.starts.replace(day=1) if self.precision is Precision.MONTH else self.starts

    @property
    def last(self) -> date:
        """The latest day that is meant; of a period that has not ended, its first."""
        if self.precision is Precision.YEAR:
            return self.starts.replace(month=12, day=31)
        if self.precision is Precision.MONTH:
            return self.starts.replace(day=calendar.monthrange(self.starts.year, self.starts.month)[1])
        return self.ends or self.starts
