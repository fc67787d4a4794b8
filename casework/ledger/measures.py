"""Tables of figures as they travel and are shown: numbers and words, never ids and never names of people.

A laptop makes them of what it holds itself; a service manager's asks the office for those of the whole agency
(`/sync/v1/measures`).
"""

from datetime import date

from pydantic import AwareDatetime, Field

from casework.ledger.message import Message, Part

MOST_TABLES = 80
MOST_ROWS = 400
MOST_COLUMNS = 40
MOST_NOTES = 10
_Words = Field(max_length=400)
_MOST = 2**40


class LeftOutFigure(Part):
    """How many are not counted in a row, and why."""

    why: str = _Words
    count: int = Field(ge=0, le=_MOST)


class FigureRow(Part):
    """One row: its counts by column, and what is left out of them.

    `hidden`: the columns that a committee does not read, from nought; `of_hidden`: nor how many there are in all;
    `left_hidden`: nor how many are left out.
    """

    code: str = _Words
    title: str = _Words
    counts: list[int] = Field(max_length=MOST_COLUMNS)
    left_out: list[LeftOutFigure] = Field(default_factory=list, max_length=MOST_COLUMNS)
    hidden: list[int] = Field(default_factory=list, max_length=MOST_COLUMNS)
    of_hidden: bool = False
    left_hidden: bool = False

    @property
    def of(self) -> int:
        """The denominator: what counts, without what is left out."""
        return sum(self.counts)


class FigureTable(Part):
    """One table. `percents`: printed are shares, with the counts beside; else the counts alone.

    `section`: the part of the page on which it stands; `committee`: it is made for a committee, too; `of_period`: it
    is of a period, else of the day.
    """

    code: str = _Words
    section: str = _Words
    title: str = _Words
    columns: list[str] = Field(max_length=MOST_COLUMNS)
    rows: list[FigureRow] = Field(max_length=MOST_ROWS)
    percents: bool = True
    committee: bool = False
    of_period: bool = True
    notes: list[str] = Field(default_factory=list, max_length=MOST_NOTES)


class MeasuresRequest(Message):
    """The figures of a period: its sort (`report_period`), and a day in it."""

    period: str = Field(min_length=1, max_length=40, pattern=r"^[a-z_]+$")
    day: date


class MeasuresResponse(Message):
    """The figures, of how many cases, as at when, for the period so named; without tables for who may not read them."""

    as_at: AwareDatetime
    cases: int = Field(default=0, ge=0, le=_MOST)
    title: str = Field(default="", max_length=200)
    tables: list[FigureTable] = Field(default_factory=list, max_length=MOST_TABLES)
