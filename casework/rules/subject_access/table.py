"""By when a request is answered, and the reasons that the law gives for keeping words back: data files."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pydantic import Field

from casework.records.file.access_request import AccessRequest
from casework.records.record import Value
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.calendar import Calendar, add_months
from casework.rules.table import Table, in_force, read_table, table_texts
from casework.rules.table_choice import tables_on

FOLDER = "access"
PERIOD = "access_period"
OTHER = "other"
"""The reason that is given in words alone: no table has to name it."""


class Exemption(Value):
    """A reason for keeping words back. `law`: where it is stated; `ask`: what has to be asked before it is used."""

    code: str = Field(min_length=1, max_length=60)
    words: str = Field(min_length=1, max_length=300)
    law: str = Field(min_length=1, max_length=300)
    ask: str = Field(default="", max_length=500)


class AccessTable(Table):
    """A time within which to answer, or reasons for keeping back."""

    months: int = Field(default=0, ge=0, le=12)
    extension_months: int = Field(default=0, ge=0, le=12)
    exemption: tuple[Exemption, ...] = ()


@lru_cache(maxsize=1)
def load_access_tables() -> tuple[AccessTable, ...]:
    """Every table that comes with Doorstep."""
    return tuple(read_table(AccessTable, text) for text in table_texts(FOLDER))


def access_tables(confirmed: Iterable[ConfirmedTable]) -> tuple[AccessTable, ...]:
    """The tables that are on, the agency's own among them."""
    return tuple(one for one in tables_on(load_access_tables(), confirmed, AccessTable) if one.confirmed)


def exemptions_on(tables: Iterable[AccessTable], day: date) -> tuple[Exemption, ...]:
    """The reasons that may be given on a day, each code once: the newest version of each table."""
    known = list(tables)
    newest = [table for code in dict.fromkeys(one.code for one in known) if (table := in_force(known, code, day))]
    found = {one.code: one for table in newest for one in table.exemption}
    return tuple(found.values())


def due_on(request: AccessRequest, tables: Iterable[AccessTable], calendar: Calendar) -> date | None:
    """The day by which a request is to be answered; None where no table that is on says so.

    From the day it came, or from which the time runs anew, to the same day so many months later, or to the last day of
    that month; to the next working day where the service does not work then.
    """
    starts = request.runs_from or request.received_on
    if starts is None:
        return None
    table = in_force(tables, PERIOD, starts)
    if table is None or not table.months:
        return None
    due = add_months(starts, table.months + (table.extension_months if request.extended else 0))
    return due if calendar.is_working(due) else calendar.after(due, 1)
