"""The agency's own holidays, as tables that it confirms, and the calendar with them."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field, model_validator

from casework.records.record import Value
from casework.rules.calendar import Calendar
from casework.rules.table import Table, in_force, load_tables

FOLDER = "standards/local"
CODE = "local_holidays"


class LocalHoliday(Value):
    """One day on which the service is closed."""

    day: date
    name: str = Field(min_length=1, max_length=200)


class LocalHolidayTable(Table):
    """The local holidays of some time: they hold from the table's first day until that of its next version."""

    holiday: tuple[LocalHoliday, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "LocalHolidayTable":
        if len({one.day for one in self.holiday}) < len(self.holiday):
            raise ValueError("has a day twice: keep one of them")
        return self


def load_holidays() -> tuple[LocalHolidayTable, ...]:
    """The table that comes with Doorstep; it has no day in it."""
    return load_tables(LocalHolidayTable, FOLDER)


def calendar_of(tables: Iterable[LocalHolidayTable]) -> Calendar:
    """Scotland's working days without the local holidays of the tables that are on, each in its time."""
    on = [table for table in tables if table.confirmed]
    days = ((table, one.day) for table in on for one in table.holiday)
    return Calendar.with_local(day for table, day in days if in_force(on, CODE, day) is table)
