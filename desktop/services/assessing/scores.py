"""Scores over time: for each scale of an instrument its numbers with the levels that follow, and the bands behind them.

Nothing is kept: every number and level is worked out from what stands, by the table that each assessment goes by.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.assessment import Assessment
from casework.rules.instrument.derive import Derived, derive
from casework.rules.instrument.instrument_table import InstrumentTable, Scale, table_for


@dataclass(frozen=True)
class ScorePoint:
    """One number on its day. `level`: the words of what follows from it, empty where nothing does."""

    record: str
    on: date
    number: int
    level: str = ""
    this: bool = False


@dataclass(frozen=True)
class ScoreBand:
    """The numbers, both ends included, from which a level follows before anything raises it."""

    words: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class ScoreSeries:
    """One scale over time, the earliest first. Without `bands` no level follows from the number."""

    title: str
    maximum: int
    points: tuple[ScorePoint, ...]
    bands: tuple[ScoreBand, ...] = ()


def score_series(
    known: Mapping[str, Assessment], this: str, tables: tuple[InstrumentTable, ...]
) -> tuple[ScoreSeries, ...]:
    """The scales of the instrument of an assessment that have two numbers or more; `known`: all with it, by id.

    What a later one corrects is left out: the number that counts stands there.
    """
    table = table_for(known[this], tables) if this in known else None
    if table is None:
        return ()
    corrected = {one.corrects for one in known.values()}
    counting = {ident: one for ident, one in known.items() if ident not in corrected or ident == this}
    made = (_series(scale, table, counting, (this, tables)) for scale in table.scales)
    return tuple(series for series in made if len(series.points) > 1)


def _series(
    scale: Scale,
    table: InstrumentTable,
    known: Mapping[str, Assessment],
    here: tuple[str, tuple[InstrumentTable, ...]],
) -> ScoreSeries:
    this, tables = here
    points = sorted(_points(scale, known, tables, this), key=lambda point: point.on)
    shown = table.applies and not scale.of
    bands = tuple(ScoreBand(table.words(band.level), band.lowest, band.highest) for band in scale.bands if shown)
    most = max([point.number for point in points], default=0)
    top = scale.highest or (table.total_max or 0 if table.total == scale.code else 0)
    return ScoreSeries(scale.label, max(top, most, 1), tuple(points), bands)


def _points(
    scale: Scale, known: Mapping[str, Assessment], tables: tuple[InstrumentTable, ...], this: str
) -> Iterator[ScorePoint]:
    for ident, one in known.items():
        table = table_for(one, tables)
        if table is None or one.assessed_on is None:
            continue
        found = next((each for each in derive(one, table) if each.scale == scale.code), None)
        number = _number(found, one, table, scale)
        if number is not None:
            level = found.words if found and found.total is not None and found.level else ""
            yield ScorePoint(ident, one.assessed_on, number, level, ident == this)


def _number(found: Derived | None, one: Assessment, table: InstrumentTable, scale: Scale) -> int | None:
    """What the level follows from; where none does, the total as it was written down."""
    if found is not None and found.total is not None:
        return found.total
    return one.total if table.total == scale.code else None
