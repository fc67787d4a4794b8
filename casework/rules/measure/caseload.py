"""Who has how many cases, by level of risk, and who covers for whom (standards.md 181-185, 188)."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.file.case import RISK_WORDS, RiskLevel
from casework.rules.measure.grid import Grid, Head, Judged, grid_of
from casework.words import say

COLUMNS = tuple(
    Head(level.value, RISK_WORDS[level])
    for level in (RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
)
NO_LEVEL = Head("none", say("No level"))
NOBODY = Head("", say("Nobody"))


@dataclass(frozen=True)
class Held:
    """An open case and who has it. `officer` "" where nobody does; `covered_by`: who covers it now."""

    case: str
    officer: str
    level: RiskLevel | None
    high_risk: bool = False
    covered_by: tuple[str, ...] = ()


def caseload_table(held: Iterable[Held], staff: Iterable[Head]) -> Grid:
    """Open cases by officer and level of risk of serious harm. `staff`: id and name, in the order of print.

    Cases without an officer, or with one who is not among the staff given, stand in a row of their own.
    """
    rows = tuple(staff)
    known = {head.code for head in rows}
    judged = [
        Judged(one.officer if one.officer in known else NOBODY.code, one.case, one.level or NO_LEVEL.code)
        for one in held
    ]
    return grid_of(say("Caseload"), (*COLUMNS, NO_LEVEL), (*rows, NOBODY), judged)


def high_risk_cases(held: Iterable[Held]) -> dict[str, tuple[str, ...]]:
    """The cases on the HRO list by officer."""
    return _gathered((one.officer, one.case) for one in held if one.high_risk)


def covering(held: Iterable[Held]) -> dict[str, tuple[str, ...]]:
    """For whoever covers now: the cases they cover."""
    return _gathered((staff, one.case) for one in held for staff in one.covered_by)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for staff, case in pairs:
        found.setdefault(staff, {})[case] = None
    return {staff: tuple(cases) for staff, cases in found.items()}
