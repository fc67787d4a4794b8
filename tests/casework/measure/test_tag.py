"""What plans work on: victim awareness and offending behaviour among them (standards.md 67, 68)."""

from datetime import date

from casework.records.plan.plan_line import LineResult, LineStatus, LineTag, PlanLine
from casework.rules.measure.tag import NO_PLAN, CaseLines, tag_table

DROPPED = LineResult(status=LineStatus.DROPPED, on=date(2026, 1, 1))
DONE = LineResult(status=LineStatus.DONE, on=date(2026, 1, 1))


def test_a_case_counts_where_a_line_of_its_plan_is_about_it() -> None:
    cases = [
        CaseLines("a", (PlanLine(tags=[LineTag.VICTIM_AWARENESS, LineTag.OFFENDING]), PlanLine())),
        CaseLines("b", (PlanLine(tags=[LineTag.VICTIM_AWARENESS], result=DONE),)),
        CaseLines("c", (PlanLine(tags=[LineTag.VICTIM_AWARENESS], result=DROPPED),)),
        CaseLines("d", ()),
        CaseLines("e", None),
    ]
    grid = tag_table(cases)
    row = grid.row(LineTag.VICTIM_AWARENESS)
    assert row.cells == (("a", "b"), ("c", "d"))
    assert row.words == ("50%", "50%")
    assert [(one.why, one.ids) for one in row.left_out] == [(NO_PLAN, ("e",))]
    assert grid.row(LineTag.OFFENDING).counts == (1, 3)
