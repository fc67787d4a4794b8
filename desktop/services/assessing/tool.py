"""An instrument as a form shows it: its parts with their own labels, its scales, what it is for and what it is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.rules.instrument.derive import scales_of
from casework.rules.instrument.instrument_table import InstrumentTable, Part, Scale
from casework.rules.table import FIRM
from casework.words import say

SPECIAL = frozenset(
    {
        "instrument_name", "edition", "child_victim", "parts", "total", "levels", "override", "omitted",
        "critical_items", "groups", "harm", "at_risk",
    }
)  # fmt: skip
"""The fields that only some instruments ask for."""

NUMBER_MOST = 99
"""How high a number may be while nobody has confirmed a table that says so."""


@dataclass(frozen=True)
class PartLine:
    """One number that is asked for: from nought to `most`; `known`: a table that is on says so."""

    code: str
    label: str
    most: int
    known: bool = True


@dataclass(frozen=True)
class ScaleLine:
    """A result that an instrument comes to.

    `levels`: (code, words) of those it has, the lowest first. `judged`: the assessor's judgement, with its reason.
    `needed`: a level has to be entered, because none follows from numbers. `table`: what it is judged by.
    `meanings`: (code, words) of what a level means, where that is known well enough to be said.
    """

    code: str
    title: str
    levels: tuple[tuple[str, str], ...]
    judged: bool = False
    needed: bool = False
    table: str = ""
    meanings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tool:
    """One instrument as it is asked for. `asks`: those of the special fields that its form has."""

    title: str
    help: str = ""
    limits: str = ""
    parts: tuple[PartLine, ...] = ()
    scales: tuple[ScaleLine, ...] = ()
    asks: frozenset[str] = field(default_factory=frozenset)
    total_most: int | None = None


def tool_of(assessment: Assessment, table: InstrumentTable | None) -> Tool | None:
    """What the form of an assessment asks for; None while no instrument is chosen."""
    instrument = assessment.instrument
    if instrument is None:
        return None
    if table is None:
        asks = {"total", "levels"} | ({"instrument_name"} if instrument is Instrument.OTHER else set())
        levels = tuple((level.value, level.words) for level in InstrumentLevel)
        return Tool(instrument.words, scales=(ScaleLine("", say("Level"), levels),), asks=frozenset(asks))
    return Tool(
        title=table.title,
        help=" ".join(table.help.split()),
        limits=" ".join(table.limits.split()),
        parts=tuple(_part(part, table) for part in table.parts_of(assessment)),
        scales=tuple(_scale(scale, assessment, table) for scale in scales_of(assessment, table)),
        asks=frozenset(_asks(assessment, table)),
        total_most=table.total_max,
    )


def _asks(assessment: Assessment, table: InstrumentTable) -> Iterator[str]:
    yield "levels"
    if table.parts:
        yield "parts"
    if table.total and not any(part.code in _own(table) for part in assessment.parts or ()):
        yield "total"  # Where numbers are written, the total is their sum and nobody writes it.
    if table.derives and not table.check_only:
        yield "override"
    if table.editions:
        yield "edition"
    if table.omissions:
        yield from ("omitted", "critical_items")
    if any(part.only_with for part in table.parts):
        yield "child_victim"
    if assessment.instrument is Instrument.ROSH:
        yield "groups"
        yield from (name for name in ("harm", "at_risk") if getattr(assessment, name) is not None)


def _own(table: InstrumentTable) -> tuple[str, ...]:
    scale = table.scale(table.total)
    return scale.parts if scale else ()


def _part(part: Part, table: InstrumentTable) -> PartLine:
    known = table.confirmed
    return PartLine(part.code, part.label, part.maximum if known else NUMBER_MOST, known)


def _scale(scale: Scale, assessment: Assessment, table: InstrumentTable) -> ScaleLine:
    judged = not scale.bands
    edition = say(", edition {edition}", edition=assessment.edition) if scale.edition else ""
    return ScaleLine(
        code=scale.code,
        title=scale.label,
        levels=tuple((level.value, table.words(level)) for level in scale.levels),
        judged=judged,
        needed=judged or not table.confirmed or table.check_only,
        table=f"{table.title}{edition}" if judged else "",
        meanings=tuple(
            (one.level.value, one.words) for one in table.definitions if table.confirmed or one.mark in FIRM
        ),
    )
