"""The HRO list by type of offending and by age (standards.md 29, 168)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.high_risk.criterion import HighRiskSort
from casework.rules.day import age_on
from casework.rules.measure.grid import NOT_KNOWN, Grid, Head, Judged, grid_of, heads
from casework.words import say

AGE_BANDS = ((0, 17), (18, 20), (21, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 200))
"""First and last age in years; no source prints bands for this list, these are ours."""


def _band_head(first: int, last: int) -> Head:
    words = (
        say("Under {last}", last=last + 1)
        if first == 0
        else say("{first} and over", first=first)
        if last >= 200
        else say("{first} to {last}", first=first, last=last)
    )
    return Head(str(first), words)


AGE_COLUMNS = tuple(_band_head(first, last) for first, last in AGE_BANDS)


@dataclass(frozen=True)
class Listed:
    """Somebody on the list on the day of the report. `ident`: the case. `two_views`: there are two dates of birth."""

    ident: str
    sort: HighRiskSort
    born: date | None
    two_views: bool = False


def age_band(born: date | None, day: date) -> str | None:
    """The code of the band; None where the date of birth is not known or lies after the day."""
    if born is None or born > day:
        return None
    age = age_on(born, day)
    return next((str(first) for first, last in AGE_BANDS if first <= age <= last), None)


def list_table(listed: Iterable[Listed], day: date) -> Grid:
    """The list by type and age band: each person once, so that rows and columns add up to the whole list."""
    judged = [Judged(one.sort, one.ident, age_band(one.born, day), _why_not(one)) for one in listed]
    return grid_of(say("People on the HRO list"), AGE_COLUMNS, heads(HighRiskSort), judged)


def _why_not(one: Listed) -> str:
    return say("Age: two views") if one.two_views else say("Age: {not_known}", not_known=NOT_KNOWN.lower())
