"""What follows from the numbers of an assessment: worked out whenever it is read, and stored nowhere.

In 2022 a national system showed levels that no longer belonged to their scores, because it had stored them
(standards.md 2A). A level here is always that of the numbers and the table beside it.
"""

from dataclasses import dataclass

from casework.records.assessment.assessment import Assessment
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.records.file.ending import RuleRef
from casework.rules.instrument.instrument_table import InstrumentTable, Scale
from casework.words import say


@dataclass(frozen=True)
class Derived:
    """What follows for one scale of an instrument.

    `level` is None where nothing follows: the table is off, numbers are missing or wrong, or the scale is a judgement.
    `total` of `maximum`: the number it follows from, None where there is none. `table` and `title`: by which table.
    `on`: whether that table is on. `check_only`: the level is the assessor's, and this only a check of it. `words`: the
    level as the instrument calls it, "" for none. `sentence`: all of it for a page.
    """

    scale: str
    label: str
    level: InstrumentLevel | None
    total: int | None
    maximum: int | None
    table: RuleRef
    title: str
    on: bool
    check_only: bool
    words: str
    sentence: str


def derive(assessment: Assessment, table: InstrumentTable) -> tuple[Derived, ...]:
    """What follows from an assessment by a table, for every scale of it in its order."""
    found: dict[str, Derived] = {}
    for scale in scales_of(assessment, table):
        total = _number(scale, assessment, table, found) if table.applies and scale.bands else None
        level = _level(scale, total, assessment) if total is not None else None
        found[scale.code] = _derived(scale, table, (level, total, _maximum(scale, assessment, table)))
    return tuple(found.values())


def scales_of(assessment: Assessment, table: InstrumentTable) -> tuple[Scale, ...]:
    """The scales that an assessment has: those of its edition of the instrument."""
    return tuple(scale for scale in table.scales if not scale.edition or scale.edition == assessment.edition)


def entered_level(assessment: Assessment, table: InstrumentTable, scale: Scale) -> InstrumentLevel | None:
    """The level of a scale as the assessor entered it."""
    return next((one.level for one in assessment.levels or () if table.scale(one.scale) is scale), None)


def _numbers(assessment: Assessment) -> dict[str, int]:
    return {part.code: part.number for part in assessment.parts or ()}


def _maximum(scale: Scale, assessment: Assessment, table: InstrumentTable) -> int | None:
    if not table.applies or not scale.bands:
        return None
    if scale.of:
        return scale.highest
    return sum(part.maximum for part in table.parts_of(assessment) if part.code in scale.parts)


def _number(scale: Scale, assessment: Assessment, table: InstrumentTable, found: dict[str, Derived]) -> int | None:
    """The number from which a level follows; None where it is missing, or where it is not one that can be."""
    if scale.of:
        return _points(scale, assessment, table, found)
    numbers, own = _numbers(assessment), [p for p in table.parts_of(assessment) if p.code in scale.parts]
    total = assessment.total if table.total == scale.code else None
    if any(part.code in numbers for part in own):
        if any(part.code not in numbers or numbers[part.code] > part.maximum for part in own):
            return None
        added = sum(numbers[part.code] for part in own)
        # Nobody can say which of the two is meant: nothing follows until they agree.
        return added if total is None or total == added else None
    return total if total is not None and total <= sum(part.maximum for part in own) else None


def _points(scale: Scale, assessment: Assessment, table: InstrumentTable, found: dict[str, Derived]) -> int | None:
    """The points of the levels of other scales: as entered, for those count; else as they follow."""
    added = 0
    for code in scale.of:
        other = table.scale(code)
        level = (entered_level(assessment, table, other) if other else None) or found[code].level
        points = scale.points_of(level) if level else None
        if points is None:
            return None
        added += points
    return added


def _level(scale: Scale, total: int, assessment: Assessment) -> InstrumentLevel | None:
    level = scale.level_at(total)
    if level is None or scale.raised is None:
        return level
    count = _numbers(assessment).get(scale.raised.part)
    return None if count is None else scale.raised_by(level, count)


def _derived(
    scale: Scale, table: InstrumentTable, follows: tuple[InstrumentLevel | None, int | None, int | None]
) -> Derived:
    level, total, maximum = follows
    return Derived(
        scale=scale.code,
        label=scale.label,
        level=level,
        total=total,
        maximum=maximum,
        table=table.ref,
        title=table.title,
        on=table.confirmed,
        check_only=table.check_only,
        words=table.words(level) if level else "",
        sentence=_sentence(scale, table, follows),
    )


def _sentence(
    scale: Scale, table: InstrumentTable, follows: tuple[InstrumentLevel | None, int | None, int | None]
) -> str:
    level, total, maximum = follows
    if not scale.bands:
        return say("{label}: the assessor's judgement; no level is worked out.", label=scale.label)
    if not table.applies:
        return say(
            "{label}: {table}, is not confirmed here, so the level is the one that the assessor entered.",
            label=scale.label,
            table=table.name,
        )
    if level is None:
        return say("{label}: no level follows, because numbers are missing or do not agree.", label=scale.label)
    check = say("; a check only, the level is the assessor's") if table.check_only else ""
    raised = say(" before it was raised") if scale.raised else ""
    return say(
        "{label}: {words}, from {total} of {maximum}{raised}, by {table}{check}.",
        label=scale.label,
        words=table.words(level),
        total=total,
        maximum=maximum,
        raised=raised,
        table=table.name,
        check=check,
    )
