"""The reports that the sources name: which tables go into each, and for which sort of period it is made."""

from functools import lru_cache

from pydantic import Field

from casework.records.record import Value
from casework.rules.measure.report.sheet import Section
from casework.rules.table import Table, load_tables

COMMITTEE_PERIOD = "quarter"
"""What a committee is given: periods of one sort never overlap, and so give away nothing by taking one from another."""


class SavedReport(Value):
    """One report. `period`: the sort of period (`report_period`); `committee`: it is read without small numbers."""

    code: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=200)
    period: str = Field(min_length=1, max_length=40)
    sections: tuple[Section, ...] = Field(min_length=1)
    committee: bool = False
    source: str = Field(min_length=1)


class SavedReportTable(Table):
    """All of them, in the order in which they are listed."""

    report: tuple[SavedReport, ...]


@lru_cache(maxsize=1)
def load_reports() -> tuple[SavedReport, ...]:
    """The reports that come with Doorstep."""
    return load_tables(SavedReportTable, "measure/report")[0].report
