"""What plans work on: in how many cases a line of the plan in use is about victim awareness, and so on (67, 68)."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.records.part import Answer
from casework.records.plan.plan_line import LineStatus, LineTag, PlanLine
from casework.rules.measure.grid import Grid, Judged, grid_of, heads
from casework.words import say

COLUMNS = heads((Answer.YES, Answer.NO))
NO_PLAN = say("No plan in use")


@dataclass(frozen=True)
class CaseLines:
    """One case with the lines of its plans in use; None where it has no plan in use."""

    case: str
    lines: tuple[PlanLine, ...] | None


def tag_table(cases: Iterable[CaseLines]) -> Grid:
    """For each thing that a line may be about: in how many cases one is. What is no longer needed does not count."""
    judged = [Judged(tag, one.case, _answer(one, tag), NO_PLAN) for one in cases for tag in LineTag]
    return grid_of(say("What plans work on"), COLUMNS, heads(LineTag), judged)


def _answer(one: CaseLines, tag: LineTag) -> Answer | None:
    if one.lines is None:
        return None
    return Answer.YES if any(tag in line.tags and _counts(line) for line in one.lines) else Answer.NO


def _counts(line: PlanLine) -> bool:
    return line.result is None or line.result.status is not LineStatus.DROPPED
