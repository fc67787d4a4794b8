"""Whether the level that somebody entered is the one that follows from the numbers, and which of them counts.

Both are always shown. They are resolved by correcting the level or the numbers, or by an override with a reason that a
senior agreed to who is not the assessor; until then the assessment cannot be signed (standards.md 2A).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.assessment.assessment import Assessment, Override
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.rules.instrument.derive import Derived
from casework.rules.instrument.instrument_table import ORDER
from casework.words import say

_HOW = say("Correct the level or the numbers, or record an override with the reason and the senior who agreed.")


@dataclass(frozen=True)
class Disagreement:
    """One scale whose level as entered (or overridden, where none was entered) is not the one that follows."""

    scale: str
    label: str
    entered: InstrumentLevel
    derived: InstrumentLevel
    resolved: bool
    sentence: str


@dataclass(frozen=True)
class Result:
    """The level of one scale that counts for plans, lists and duties, and the words to show it in.

    Where the entered and the derived level disagree and nobody resolved it, the higher of the two.
    """

    scale: str
    label: str
    level: InstrumentLevel
    sentence: str


def disagreements(assessment: Assessment, derived: Iterable[Derived]) -> tuple[Disagreement, ...]:
    """Every scale where the levels differ, those that are resolved among them, in the order of the scales."""
    known = tuple(derived)
    found = (_compare(assessment, one, known) for one in known)
    return tuple(one for one in found if one is not None)


def results(assessment: Assessment, derived: Iterable[Derived]) -> tuple[Result, ...]:
    """The level that counts of every scale that has one, in the order of the scales."""
    known = tuple(derived)
    found = []
    for one in known:
        differs = _compare(assessment, one, known)
        level = _counting(assessment, one, known, differs)
        if level is not None:
            found.append(Result(one.scale, one.label, level, differs.sentence if differs else one.sentence))
    return tuple(found)


def _compare(assessment: Assessment, one: Derived, known: tuple[Derived, ...]) -> Disagreement | None:
    """What differs on one scale: the level as overridden, else as entered, or one that is neither of the two."""
    override, entered = override_of(assessment, one, known), _entered(assessment, one, known)
    claimed = override.level if override else entered
    stray = entered not in {None, one.level, claimed}
    if one.level is None or claimed is None or (claimed is one.level and not stray):
        return None
    resolved = override is not None and not stray and is_agreed(assessment, override)
    said = entered if stray and entered else claimed
    return _disagreement(one, (said, one.level), override if resolved else None)


def _counting(
    assessment: Assessment, one: Derived, known: tuple[Derived, ...], differs: Disagreement | None
) -> InstrumentLevel | None:
    override, entered = override_of(assessment, one, known), _entered(assessment, one, known)
    if override and is_agreed(assessment, override) and (differs is None or differs.resolved):
        return override.level
    candidates = [level for level in (one.level, entered, override.level if override else None) if level]
    return max(candidates, key=ORDER.index, default=None)


def override_of(assessment: Assessment, one: Derived, known: tuple[Derived, ...]) -> Override | None:
    """The override of a scale; one that names no scale is of the only one there is."""
    override = assessment.override
    return override if override and _is_of(override.scale, one, known) else None


def is_agreed(assessment: Assessment, override: Override) -> bool:
    """Whether somebody else than the assessor is named as the senior who agreed, and there is a reason."""
    return bool(override.senior and override.senior != assessment.assessor and override.reason.strip())


def _entered(assessment: Assessment, one: Derived, known: tuple[Derived, ...]) -> InstrumentLevel | None:
    return next((level.level for level in assessment.levels or () if _is_of(level.scale, one, known)), None)


def _is_of(scale: str, one: Derived, known: tuple[Derived, ...]) -> bool:
    return scale == one.scale or (not scale and len(known) == 1)


def _disagreement(
    one: Derived, levels: tuple[InstrumentLevel, InstrumentLevel], override: Override | None
) -> Disagreement:
    said, derived = levels
    follows = say(
        "{words} follows from {total} of {maximum} by {title}",
        words=one.words,
        total=one.total,
        maximum=one.maximum,
        title=one.title,
    )
    if override is None:
        sentence = say(
            "{label}: {words} was entered, and {follows}. {how}",
            label=one.label,
            words=said.words,
            follows=follows,
            how=_HOW,
        )
    else:
        sentence = say(
            "{label}: {words} by an override, and {follows}. The reason: {reason}",
            label=one.label,
            words=said.words,
            follows=follows,
            reason=override.reason,
        )
    return Disagreement(one.scale, one.label, said, derived, override is not None, sentence)
