"""Reading one cell: text in, a JSON value or a sentence out. A sentence never repeats what the cell holds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from casework.words import say

LONDON = ZoneInfo("Europe/London")
"""The clock on the wall of every agency that Doorstep is for."""

CELL_MAX = 100_000

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_UK_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_MOMENT = re.compile(r"(\S+?)(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class WrongCell(Exception):
    """A cell that cannot be taken over as it stands, with one sentence that says what to do.

    `unknown`: it holds a word that is none of the choices.
    """

    def __init__(self, sentence: str, *, unknown: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.unknown = sentence, unknown


@dataclass(frozen=True)
class Cell:
    """A sort of cell: its words in the documentation and how it is read. `choices` where it is one of a list."""

    words: str
    read: Callable[[str], JsonValue]
    choices: tuple[str, ...] = ()


def read_text(text: str) -> str:
    """Text as it stands.

    Raises:
        WrongCell: if it is longer than any field, or holds signs that no keyboard writes.
    """
    if len(text) > CELL_MAX:
        raise WrongCell(say("This is too long: shorten it to {cell_max} characters.", cell_max=CELL_MAX))
    if _CONTROL.search(text):
        raise WrongCell(say("It has a character in it that cannot be shown: delete it."))
    return text


def read_date(text: str) -> str:
    """A day, written 31/12/1980 or 1980-12-31, as an ISO date.

    Raises:
        WrongCell: if it is no day of the calendar, or the year has two digits.
    """
    if _SHORT_YEAR.fullmatch(text):
        raise WrongCell(say("The year has two digits: write it with four, as in 31/12/1980."))
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _UK_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise WrongCell(say("This is not a date: write it as 31/12/1980 or 1980-12-31."))
    if month > 12 >= day:
        raise WrongCell(say("The month comes after the day: write the date as 31/12/1980."))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise WrongCell(say("There is no such day in the calendar: correct the date.")) from None


def read_moment(text: str) -> str:
    """A day and a time as on the clock in London, as an ISO time in UTC.

    Raises:
        WrongCell: if there is no such time, or there are two because the clocks went back.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise WrongCell(say("This is not a date and time: write it as 31/12/2026 14:30."))
    day = date.fromisoformat(read_date(found[1]))
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise WrongCell(say("There is no such time on a clock: write it as 14:30."))
    naive = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001  # placed in a zone below
    try:
        return _placed(naive, found[5]).astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError):
        raise WrongCell(say("There is no such day in the calendar: correct the date.")) from None


def _placed(naive: datetime, offset: str | None) -> datetime:
    if offset:
        return datetime.fromisoformat(naive.isoformat() + offset.replace("Z", "+00:00"))
    first, second = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(ZoneInfo("UTC")).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise WrongCell(say("The clocks went forward and this time was left out: write the time as on the clock then."))
    raise WrongCell(
        say("The clocks went back and this time came twice: add +01:00 for the first or +00:00 for the second.")
    )


def read_yes_no(text: str) -> bool:
    """Yes or no.

    Raises:
        WrongCell: if it is neither.
    """
    answer = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(text.lower())
    if answer is None:
        raise WrongCell(say("This is neither yes nor no: write yes or no."))
    return answer


def read_minutes(text: str) -> int:
    """How long something lasted, 0 to 1440 minutes.

    Raises:
        WrongCell: if it is no whole number, or longer than a day.
    """
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > 1440:
        raise WrongCell(say("This is not a number of minutes: write digits only, at most 1440."))
    return int(text)


TEXT = Cell("text", read_text)
DATE = Cell("date", read_date)
MOMENT = Cell(say("date and time"), read_moment)
YES_NO = Cell(say("yes or no"), read_yes_no)
ONE_OF_THE_CHOICES = say("one of the choices")
MINUTES = Cell(say("number of minutes"), read_minutes)


def choice(options: type[StrEnum] | Iterable[str]) -> Cell:
    """A cell that holds one of a list; upper case and spaces for underscores are understood."""
    choices = tuple(str(option) for option in options)

    def read(text: str) -> JsonValue:
        found = re.sub(r"[\s-]+", "_", text.lower())
        if found not in choices:
            sentence = say("This is not one of the choices: write one of {choices}.", choices=", ".join(choices))
            raise WrongCell(sentence, unknown=True)
        return found

    return Cell(ONE_OF_THE_CHOICES, read, choices)


def pairs(words: str, first: Iterable[str], sign: str) -> Cell:
    """A cell that holds a list `choice: text; choice: text`, or with `sign` "=" a list `text=choice; text=choice`."""
    choices = tuple(str(option) for option in first)

    def read(text: str) -> JsonValue:
        items = [[part.strip() for part in item.split(sign, 1)] for item in read_text(text).split(";") if item.strip()]
        for item in items:
            if sign == "=" and len(item) != 2:
                raise WrongCell(
                    say("An item has no result: write each as number=result, with a semicolon between them.")
                )
            if item[0 if sign == ":" else 1].lower() not in choices:
                raise WrongCell(say("An item is not one of the choices: use {choices}.", choices=", ".join(choices)))
        return [[item[0], item[1] if len(item) > 1 else ""] for item in items]

    return Cell(words, read, choices)


def latest_day(moment: datetime) -> date:
    """The day in London at a moment: what happened cannot lie after it."""
    return moment.astimezone(LONDON).date()


def minutes_after(moment: datetime, minutes: int) -> datetime:
    """A moment some minutes later: an agency's clock may run a little ahead of the server's."""
    return moment + timedelta(minutes=minutes)
