"""The published KPIs, from outcomes to the printed digit (standards.md 93, 94, part 5)."""

import pytest

from casework.records.kept import Kept
from casework.rules.measure.kpi import NO_REASON, Group, Kpi, Measured, kpi_table, kpi_tables, warning
from tests.casework.measure.published import KPIS, PublishedKpi

_KEPT = (Kept.YES, Kept.ORGANISATIONAL, Kept.OUTWITH)


def outcomes(row: PublishedKpi) -> list[Measured]:
    groups = frozenset({row.group}) if row.group else frozenset()
    return [
        Measured(row.row, f"{row.group}-{row.row}-{kept}-{number}", kept, groups)
        for kept, count in zip(_KEPT, row.counts, strict=True)
        for number in range(count)
    ]


@pytest.mark.parametrize("row", KPIS, ids=lambda row: f"{row.group}-{row.row}")
def test_each_published_kpi_comes_out_as_printed(row: PublishedKpi) -> None:
    grid = kpi_table(outcomes(row), row.group)
    assert grid.row(row.row).percents == row.printed
    assert grid.row(row.row).counts == row.counts
    assert [head.title for head in grid.columns] == ["Yes", "No – organisational", "No – outwith control"]


def test_where_the_source_prints_only_the_yes_that_figure_comes_out() -> None:
    """Sexual offending, four appointments in four weeks: 80%, the rest not printed; 12 of the 15 of the row below."""
    measured = [
        Measured(
            Kpi.APPOINTMENTS, f"case-{number}", Kept.YES if number < 12 else Kept.OUTWITH, frozenset({Group.SEXUAL})
        )
        for number in range(15)
    ]
    assert kpi_table(measured, Group.SEXUAL).row(Kpi.APPOINTMENTS).words[0] == "80%"


def test_the_tables_are_the_published_ones_and_the_one_of_the_list() -> None:
    everything = [one for row in KPIS if row.group is None for one in outcomes(row)]
    grids = kpi_tables(everything)
    assert [grid.title for grid in grids] == [
        "Compliance with KPIs",
        "Compliance with KPIs: Sexual offending",
        "Compliance with KPIs: Serious violent offending",
        "Compliance with KPIs: On the HRO list",
    ]
    assert grids[0].row_codes == tuple(Kpi)
    assert grids[1].row_codes == grids[2].row_codes == (Kpi.APPOINTMENTS, Kpi.HOME_VISITS)
    assert [row.percents for row in grids[0].rows] == [row.printed for row in KPIS if row.group is None]
    assert {sum(share or 0 for share in row.percents) for row in grids[0].rows} == {100, 101}
    assert grids[3].row(Kpi.REVIEW).words == ("no cases",) * 3


def test_what_is_not_due_yet_counts_neither_way() -> None:
    measured = [Measured(Kpi.REVIEW, "a", Kept.YES), Measured(Kpi.REVIEW, "b", None), Measured(Kpi.REVIEW, "c", None)]
    row = kpi_table(measured).row(Kpi.REVIEW)
    assert row.percents == (100, 0, 0)
    assert [(one.why, one.ids) for one in row.left_out] == [("Not yet due", ("b", "c"))]


def test_a_group_counts_its_own_alone() -> None:
    measured = [
        Measured(Kpi.REVIEW, "a", Kept.YES, frozenset({Group.VIOLENT, Group.HIGH_RISK})),
        Measured(Kpi.REVIEW, "b", Kept.OUTWITH),
    ]
    assert kpi_table(measured, Group.HIGH_RISK).row(Kpi.REVIEW).cells == (("a",), (), ())
    assert kpi_table(measured).row(Kpi.REVIEW).of == 2


def test_a_table_from_which_failures_are_missing_says_so() -> None:
    """Left out for want of a reason, they would flatter the service in silence."""
    measured = [
        Measured(Kpi.REVIEW, "a", Kept.YES),
        Measured(Kpi.REVIEW, "b", None, why_not=NO_REASON),
        Measured(Kpi.HOME_VISITS, "b", None, why_not=NO_REASON),
    ]
    assert warning(kpi_table(measured)) == (
        "In 1 case a standard was not kept and no reason is recorded: the figures look better than they are."
    )
    more = [*measured, Measured(Kpi.REVIEW, "c", None, why_not=NO_REASON)]
    assert warning(kpi_table(more)).startswith("In 2 cases a standard")
    assert warning(kpi_table(measured[:1])) == ""
