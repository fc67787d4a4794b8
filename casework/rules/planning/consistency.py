"""Whether the plan in use agrees with the LS/CMI and with MAPPA: what neither of its lines takes up (58, 71).

A line names the need that it addresses in words. So this asks somebody to look; it never says that a plan is wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.records.assessment.assessment import Assessment
from casework.records.multi_agency.mappa_meeting import MappaAction
from casework.records.plan.plan_line import PlanLine
from casework.rules.instrument.instrument_table import InstrumentTable, Part
from casework.rules.mappa import not_in_plan
from casework.rules.plan import is_carried_on


@dataclass(frozen=True)
class Need:
    """One domain of an assessment with its number and the highest there can be."""

    part: Part
    number: int


@dataclass(frozen=True)
class PlanGaps:
    """What no open line takes up: needs, the greatest share of their maximum first, and actions of MAPPA meetings."""

    needs: tuple[Need, ...]
    actions: tuple[MappaAction, ...]


def plan_gaps(
    assessment: Assessment | None,
    table: InstrumentTable,
    actions: Mapping[str, MappaAction],
    lines: Iterable[PlanLine],
) -> PlanGaps:
    """What to look at: domains with a number above nought that no open line names, and actions without a line.

    `assessment` is the latest LS/CMI, `table` that of LS/CMI for the labels of its parts; its bands do not matter.
    """
    known = list(lines)
    named = [_plain(f"{line.factor or ''} {line.outcome or ''}") for line in known if is_carried_on(line)]
    needs = [one for one in _needs(assessment, table) if not any(_names(words, one.part) for words in named)]
    needs.sort(key=lambda one: (-one.number / max(one.part.maximum, 1), one.part.code))
    return PlanGaps(tuple(needs), tuple(not_in_plan(actions, known)))


def _needs(assessment: Assessment | None, table: InstrumentTable) -> list[Need]:
    parts = {part.code: part for part in table.parts}
    numbers = assessment.parts or [] if assessment else []
    return [Need(parts[one.code], one.number) for one in numbers if one.number > 0 and one.code in parts]


def _names(words: str, part: Part) -> bool:
    """Whether a line names a domain: any word of its label that says something, or its code."""
    said = set(words.split())
    return bool(said & {word for word in _plain(part.label).split() if word not in _FILLING}) or part.code in said


_FILLING = frozenset({"and", "or", "of", "the"})


def _plain(text: str) -> str:
    return "".join(char if char.isalnum() or char == "_" else " " for char in text.casefold())
