"""The table of duties: each with its interval, its source and what satisfies it (resources/duties).

Where no source gives a number of days none is shipped: the duty is due at once until an agency sets one in a version
of its own.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field, model_validator

from casework.records.file.ending import RuleRef
from casework.records.record import Value
from casework.rules.calendar import Calendar, add_months
from casework.rules.table import FIRM, Mark, Table, in_force, load_tables

FOLDER = "duties"
CODE = "duties"


class DutyRule(Value):
    """One duty: what it asks for, from where that is known, and the interval where there is one."""

    code: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=200)
    mark: Mark
    source: str = Field(min_length=1)
    closes: str = Field(min_length=1)
    on: bool = True
    months: int | None = Field(default=None, ge=1, le=120)
    weeks: int | None = Field(default=None, ge=1, le=520)
    days: int | None = Field(default=None, ge=1, le=3660)
    working_days: int | None = Field(default=None, ge=1, le=260)

    @model_validator(mode="after")
    def _one_interval(self) -> "DutyRule":
        given = [one for one in (self.months, self.weeks, self.days, self.working_days) if one is not None]
        if len(given) > 1:
            raise ValueError("gives two intervals: keep one")
        if self.on and self.mark not in FIRM:
            raise ValueError("is only recalled, or known at second hand: leave it off")
        return self

    @property
    def at_once(self) -> bool:
        """Whether no interval is set, so that it is due on the day from which it runs."""
        return not any((self.months, self.weeks, self.days, self.working_days))

    def due_on(self, since: date, calendar: Calendar) -> date:
        """The day by which it has to be done: the interval after a day, which does not count itself."""
        if self.months:
            return add_months(since, self.months)
        if self.working_days:
            return calendar.after(since, self.working_days)
        return since + timedelta(days=(self.weeks or 0) * 7 + (self.days or 0))


class DutyTable(Table):
    """All duties in one version. A rule may be off; what is only recalled always is."""

    rule: tuple[DutyRule, ...]

    @model_validator(mode="after")
    def _each_once(self) -> "DutyTable":
        codes = [one.code for one in self.rule]
        if len(set(codes)) < len(codes):
            raise ValueError("has a duty twice: keep one of them")
        return self

    def find(self, code: str) -> DutyRule | None:
        """A duty by its code; None where there is none or it is off."""
        return next((one for one in self.rule if one.code == code and one.on), None)

    def ref(self, code: str) -> RuleRef:
        """By what a duty is named: its code, in this version of the table."""
        return RuleRef(code=code, version=self.version)


@lru_cache(maxsize=1)
def load_duties() -> tuple[DutyTable, ...]:
    """The tables of duties that come with Doorstep."""
    return load_tables(DutyTable, FOLDER)


def duties_on(day: date, tables: Iterable[DutyTable] | None = None) -> DutyTable | None:
    """The table in force on a day, of those given or of those that come with Doorstep; None where there is none yet."""
    known = load_duties() if tables is None else tables
    return in_force((table for table in known if table.confirmed), CODE, day)
