"""The tables of instruments: their parts, scales and bands, and in our own words what they are for and their limits.

A table holds codes, short names of our own and numbers; never the wording of an item or of a manual (standards.md 2M).
"""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.file.ending import RuleRef
from casework.records.record import Value
from casework.rules.day_words import plain_date
from casework.rules.table import Mark, Table, load_tables, table_of
from casework.words import say

ORDER = tuple(InstrumentLevel)
"""The levels from the lowest to the highest."""


class Part(Value):
    """One number of an instrument. `only_with`: it is there only where that question of the assessment has a yes."""

    code: str = Field(min_length=1, max_length=40)
    label: str = Field(min_length=1, max_length=60)
    maximum: int = Field(ge=0)
    only_with: Literal["", "child_victim"] = ""


class Band(Value):
    """The numbers, both ends included, that give a level."""

    level: InstrumentLevel
    lowest: int = Field(ge=0)
    highest: int = Field(ge=0)


class Step(Value):
    """By how many levels a count raises."""

    count: int = Field(ge=0)
    by: int = Field(ge=0)


class Raising(Value):
    """A part that raises the level of a scale, no higher than its highest."""

    part: str
    steps: tuple[Step, ...]


class LevelPoints(Value):
    """How many points a level of another scale counts."""

    level: InstrumentLevel
    points: int = Field(ge=0)


class Scale(Value):
    """One result of an instrument.

    Its number is the sum of `parts`, or of the points of the levels of other scales (`of`). No `bands`: nothing is
    worked out, the level is the assessor's judgement. `edition`: the edition of the instrument that has this scale.
    `optional`: it is not for everybody; where every scale is so, one of them has to be there.
    """

    code: str = Field(min_length=1, max_length=40)
    label: str = Field(min_length=1, max_length=60)
    levels: tuple[InstrumentLevel, ...] = Field(min_length=2)
    parts: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    points: tuple[LevelPoints, ...] = ()
    bands: tuple[Band, ...] = ()
    raised: Raising | None = None
    edition: str = ""
    optional: bool = False

    @model_validator(mode="after")
    def _bands_leave_no_gap_and_rise(self) -> "Scale":
        if self.bands and self.bands[0].lowest != 0:
            raise ValueError("the bands begin at 0")
        if any(band.highest < band.lowest for band in self.bands):
            raise ValueError("a band ends before it begins")
        for band, after in pairwise(self.bands):
            if after.lowest != band.highest + 1 or ORDER.index(after.level) <= ORDER.index(band.level):
                raise ValueError("each band begins after the one before, with a higher level")
        if not {band.level for band in self.bands} <= set(self.levels) or list(self.levels) != sorted(
            self.levels, key=ORDER.index
        ):
            raise ValueError("the levels stand from low to high, and bands have no others")
        return self

    @property
    def highest(self) -> int:
        """The highest number for which there is a band."""
        return self.bands[-1].highest if self.bands else 0

    def level_at(self, number: int) -> InstrumentLevel | None:
        """The level of a number, before anything raises it; None outside of the bands."""
        return next((band.level for band in self.bands if band.lowest <= number <= band.highest), None)

    def raised_by(self, level: InstrumentLevel, count: int) -> InstrumentLevel:
        """The level once a count has raised it, no higher than the highest of the scale."""
        steps = self.raised.steps if self.raised else ()
        by = max((step.by for step in steps if step.count <= count), default=0)
        return self.levels[min(self.levels.index(level) + by, len(self.levels) - 1)]

    def points_of(self, level: InstrumentLevel) -> int | None:
        """What a level of another scale counts here."""
        return next((one.points for one in self.points if one.level is level), None)


class SubjectRule(Value):
    """Whom an instrument is for, where it refuses everybody else. Read in its source, so it always holds."""

    sex: Literal["male"]
    age_from: int = Field(ge=1)
    mark: Mark


class Definition(Value):
    """What a level means, in our own words, with how well that is known."""

    level: InstrumentLevel
    words: str
    mark: Mark


class InstrumentTable(Table):
    """One instrument in one version of its rules.

    `total`: the scale whose number is the assessment's total; "" where there is no total, and none may be written.
    `total_max`: the highest total, where that was read in a source: it holds also while the table is off.
    `numbers_needed`: it cannot be signed without its numbers. `check_only`: the levels are the assessor's, and what
    follows from the numbers is only a check of them. `omissions`: items left out have to be counted.
    `withdrawn_on`: the agency used it until that day; no part of what the table says.
    """

    instrument: Instrument
    help: str = Field(min_length=1)
    limits: str = Field(min_length=1)
    parts: tuple[Part, ...] = ()
    scales: tuple[Scale, ...] = Field(min_length=1)
    total: str = ""
    total_max: int | None = None
    numbers_needed: bool = False
    check_only: bool = False
    omissions: bool = False
    medium: Literal["Medium", "Moderate"] = "Medium"
    editions: tuple[str, ...] = ()
    subject: SubjectRule | None = None
    definitions: tuple[Definition, ...] = ()
    withdrawn_on: date | None = Field(default=None, exclude=True)

    @model_validator(mode="after")
    def _everything_named_is_there(self) -> "InstrumentTable":
        parts, scales = [part.code for part in self.parts], [scale.code for scale in self.scales]
        if len(set(parts)) < len(parts) or len(set(scales)) < len(scales):
            raise ValueError("a part or a scale is there twice")
        if self.total and self.total not in scales:
            raise ValueError("the total belongs to no scale")
        for place, scale in enumerate(self.scales):
            named = {*scale.parts, *((scale.raised.part,) if scale.raised else ())}
            if not named <= set(parts) or not set(scale.of) <= set(scales[:place]):
                raise ValueError("a scale needs parts and scales that are there before it")
            if scale.bands and scale.highest != self._highest(scale):
                raise ValueError("the bands end where the numbers do")
        return self

    def _highest(self, scale: Scale) -> int:
        if scale.of:
            return len(scale.of) * max((one.points for one in scale.points), default=0)
        return sum(part.maximum for part in self.parts if part.code in scale.parts)

    @property
    def ref(self) -> RuleRef:
        """By what an assessment names it."""
        return RuleRef(code=self.code, version=self.version)

    @property
    def name(self) -> str:
        """The table with its version, and since when it is not used any more: as a page and a sentence name it."""
        over = (
            say(", withdrawn on {withdrawn_on}", withdrawn_on=plain_date(self.withdrawn_on))
            if self.withdrawn_on
            else ""
        )
        return say("{title}, table version {version}{over}", title=self.title, version=self.version, over=over)

    @property
    def applies(self) -> bool:
        """Whether levels follow by it: it is on, or was when what is read by it was signed."""
        return self.confirmed or self.withdrawn_on is not None

    @property
    def derives(self) -> bool:
        """Whether levels follow from numbers, once the table is on."""
        return any(scale.bands for scale in self.scales)

    def scale(self, code: str) -> Scale | None:
        """A scale by its code; no code means the only one."""
        if not code and len(self.scales) == 1:
            return self.scales[0]
        return next((scale for scale in self.scales if scale.code == code), None)

    def words(self, level: InstrumentLevel) -> str:
        """A level as this instrument calls it."""
        return self.medium if level is InstrumentLevel.MEDIUM else level.words

    def parts_of(self, assessment: Assessment) -> tuple[Part, ...]:
        """The parts that an assessment has."""
        return tuple(part for part in self.parts if not part.only_with or assessment.child_victim == "yes")


def load_instruments() -> tuple[InstrumentTable, ...]:
    """The tables that come with Doorstep; whatever is only recalled in them is off."""
    return load_tables(InstrumentTable, "instruments")


def instrument_in_force(tables: Iterable[InstrumentTable], instrument: Instrument, day: date) -> InstrumentTable | None:
    """The table of an instrument on a day: the newest that is on, else that was, else the newest, off."""
    found = [one for one in tables if one.instrument is instrument and one.effective_from <= day]
    return max(found, key=lambda one: (one.confirmed, one.applies, one.effective_from, one.version), default=None)


def table_for(assessment: Assessment, tables: Iterable[InstrumentTable]) -> InstrumentTable | None:
    """The table by which an assessment is read: the one it was signed with, else that of its day.

    One that was withdrawn meanwhile still says what followed then: no level is lost or lowered because a table was
    switched off. Before the first day of the first version that version holds: no date lets an assessment escape its
    instrument.
    """
    known = [one for one in tables if one.instrument is assessment.instrument]
    if assessment.table is not None:
        named = table_of(known, assessment.table.code, assessment.table.version)
        if named is not None and named.applies:
            return named
    day = assessment.assessed_on
    if assessment.instrument is None or day is None:
        return None
    used = [one for one in known if one.withdrawn_on is None or day < one.withdrawn_on]
    known = used or [one.model_copy(update={"withdrawn_on": None}) for one in known]
    found = instrument_in_force(known, assessment.instrument, day)
    first = min(known, key=lambda one: (not one.confirmed, one.effective_from, one.version), default=None)
    return found or first
