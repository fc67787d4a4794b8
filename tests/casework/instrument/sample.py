"""Instruments as an agency has them that confirmed every table, and assessments made up for tests."""

from datetime import date

from pydantic import JsonValue

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.file.ending import RuleRef
from casework.rules.instrument.derive import Derived, derive
from casework.rules.instrument.instrument_table import InstrumentTable, Scale, load_instruments

DAY = date(2026, 3, 2)
SHIPPED = {table.instrument: table for table in load_instruments()}
ON = {instrument: table.model_copy(update={"confirmed": True}) for instrument, table in SHIPPED.items()}
SCORED = [(table, scale) for table in ON.values() for scale in table.scales if scale.bands and not scale.of]
"""Every scale whose level follows from numbers of its own, with its table."""


def assessment(instrument: Instrument, **changed: object) -> Assessment:
    """A signed assessment with changes over it."""
    values: dict[str, object] = {
        "instrument": instrument,
        "assessed_on": DAY,
        "assessor": "worker",
        "summary": "As discussed.",
        **changed,
    }
    return Assessment.model_validate(values)


def spread(table: InstrumentTable, scale: Scale, number: int) -> list[JsonValue]:
    """The parts of a scale so that they add up to a number, the first parts filled first; other parts are nought."""
    left = number
    found: list[JsonValue] = []
    for part in sorted(table.parts, key=lambda part: part.code not in scale.parts):
        taken = min(left, part.maximum) if part.code in scale.parts else 0
        left -= taken
        found.append({"code": part.code, "number": taken})
    assert left == 0
    return found


def at_number(table: InstrumentTable, scale: Scale, number: int, **changed: object) -> Assessment:
    """An assessment in which a scale has a number, given by its parts."""
    values: dict[str, object] = {"parts": spread(table, scale, number), "child_victim": "yes", **changed}
    return assessment(table.instrument, **values)


def of_scale(found: tuple[Derived, ...], scale: str) -> Derived:
    """What follows for one scale."""
    return next(one for one in found if one.scale == scale)


def level_words(made: Assessment, table: InstrumentTable, scale: str) -> str:
    """The level that follows for one scale, in the instrument's words."""
    return of_scale(derive(made, table), scale).words


def named(table: InstrumentTable) -> RuleRef:
    """By what an assessment names a table."""
    return RuleRef(code=table.code, version=table.version)
