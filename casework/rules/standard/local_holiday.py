"""The agency's own holidays, from a data file, and the calendar with them."""

import tomllib
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

from pydantic import Field, ValidationError

from casework.errors import UserError
from casework.records.record import Value
from casework.rules.calendar import Calendar


class LocalHoliday(Value):
    """One day on which the service is closed."""

    day: date
    name: str = Field(min_length=1, max_length=200)


def read_holidays(text: str) -> tuple[LocalHoliday, ...]:
    """The holidays of a file, the earliest first.

    Raises:
        UserError: where the file cannot be read, or names a day twice.
    """
    try:
        found = [LocalHoliday.model_validate(one) for one in tomllib.loads(text).get("holiday", [])]
    except (tomllib.TOMLDecodeError, ValidationError, TypeError):
        raise UserError("The local holidays cannot be read: compare the file with the one of Doorstep.") from None
    if len({one.day for one in found}) < len(found):
        raise UserError("A local holiday is there twice: keep one of them.")
    return tuple(sorted(found, key=lambda one: one.day))


def load_calendar(text: str | None = None) -> Calendar:
    """Scotland's working days with the local holidays of a file; of the one that comes with Doorstep, which has none.

    Raises:
        UserError: where the file cannot be read.
    """
    if text is None:
        text = files("resources").joinpath("agency", "local_holidays.toml").read_text("utf-8")
    return calendar_with(read_holidays(text))


def calendar_with(holidays: Iterable[LocalHoliday]) -> Calendar:
    """Scotland's working days without these days."""
    return Calendar.with_local(one.day for one in holidays)
