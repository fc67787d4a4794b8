"""The published quality tables, made again from audits to the printed digit (standards.md, part 5)."""

from collections.abc import Iterator

import pytest

from casework.records.oversight.quality import HighRiskPart, QualityForm, Rating, Reply
from casework.records.oversight.quality_item import ITEMS, QualityItem, QualityQuestion, QualitySort
from casework.records.part import Answer, Quality
from casework.rules.measure.grid import Grid
from casework.rules.measure.quality import FURTHER, PUBLISHED, SCALE, YES_NO, high_risk_table, quality_tables
from tests.casework.measure.published import QUALITY, PublishedRow

_ANSWERS: tuple[Quality, ...] = (Quality.POOR, Quality.ADEQUATE, Quality.GOOD, Quality.VERY_GOOD)
_YES_NO = (Answer.YES, Answer.NO)


def audits(row: PublishedRow) -> Iterator[tuple[str, QualityForm]]:
    """As many audits as the counts say, each with this one row."""
    for column, count in enumerate(row.counts):
        for number in range(count):
            ident = f"{row.table}-{row.row}-{column}-{number}"
            if isinstance(row.row, QualityItem):
                yield ident, QualityForm(sort=row.table, ratings=[Rating(item=row.row, quality=_ANSWERS[column])])
            else:
                yield ident, QualityForm(sort=row.table, replies=[Reply(question=row.row, answer=_YES_NO[column])])


def everything() -> tuple[Grid, ...]:
    return quality_tables(audit for row in QUALITY for audit in audits(row))


@pytest.mark.parametrize("row", QUALITY, ids=lambda row: f"{row.table}-{row.row}")
def test_each_published_row_comes_out_as_printed(row: PublishedRow) -> None:
    """From counts to the printed digit, whatever else was audited."""
    columns = SCALE if isinstance(row.row, QualityItem) else YES_NO
    title = next(layout.title for layout in PUBLISHED if layout.sort is row.table)
    grid = next(grid for grid in everything() if grid.title == title and grid.columns == columns)
    assert grid.row(row.row).percents == row.printed
    assert grid.row(row.row).words == tuple(f"{share}%" for share in row.printed)
    assert grid.row(row.row).counts == row.counts


def test_no_row_is_forced_to_a_hundred() -> None:
    """As printed, rows add to 99, 100 and 101 (standards.md 1L)."""
    sums = {sum(share for share in row.percents if share is not None) for grid in everything() for row in grid.rows}
    assert sums == {99, 100, 101}


def test_the_layout_and_order_are_the_published_ones() -> None:
    """Report 299-2005: its tables, columns and rows, in its order."""
    printed = [
        (grid.title, [head.code for head in grid.columns], [row.head.code for row in grid.rows])
        for grid in everything()
    ]
    scale, yes_no = ["poor", "adequate", "good", "very_good"], ["yes", "no"]
    assert printed == [
        (
            "Court reports",
            scale,
            ["analysis_of_offending_behaviour", "offending_related_needs", "risk_of_reoffending",
             "feasibility_of_sentences", "overall"],
        ),
        (
            "Home background reports provided to the Parole Board",
            scale,
            ["family_and_community_supports", "post_release_supervision", "risk_assessment", "overall"],
        ),
        ("Home background reports provided to the Parole Board", yes_no, ["release_plan"]),
        (
            "Planning of supervision and throughcare",
            yes_no,
            ["written_plan", "focus_on_offending", "focus_on_needs", "describes_delivery"],
        ),
        ("Compliance", scale, ["overall"]),
        (
            "Court reports about serious violent offending",
            scale,
            ["standard_of_report", "analysis_of_offending_behaviour", "offending_related_needs",
             "risk_of_reoffending", "risk_of_harm", "advice_on_sentencing"],
        ),
        ("Court reports about serious violent offending", yes_no, ["verification_of_evidence", "outline_plan"]),
        (
            "Supervision after sexual offending",
            scale,
            ["level_reflects_risk", "content_reflects_risk", "management_of_compliance"],
        ),
        (
            "Supervision after serious violent offending",
            scale,
            ["level_reflects_risk", "content_reflects_risk", "management_of_compliance"],
        ),
        ("Supervision after serious violent offending", yes_no, ["consistent_focus", "victim_awareness"]),
    ]  # fmt: skip


def test_every_row_of_the_published_tables_is_in_the_sample() -> None:
    assert {(row.table, row.row) for row in QUALITY} == {
        (layout.sort, row) for layout in PUBLISHED for row in (*layout.items, *layout.questions)
    }


def test_everything_a_form_asks_is_reported_once() -> None:
    """What the published tables do not have stands in tables of its own."""
    reported = [(one.sort, row) for one in (*PUBLISHED, *FURTHER) for row in (*one.items, *one.questions)]
    asked = [(sort, row) for sort, (items, questions) in ITEMS.items() for row in (*items, *questions)]
    assert sorted(reported) == sorted(asked)


def test_a_table_without_audits_says_so_and_not_nought() -> None:
    for grid in quality_tables([]):
        assert {words for row in grid.rows for words in row.words} == {"no cases"}
        assert grid.caution == ""


def test_what_is_not_known_stands_beside_and_not_in_the_denominator() -> None:
    answers = [Answer.YES, Answer.NO, Answer.NO, Answer.NOT_KNOWN]
    forms = [
        (
            f"form-{number}",
            QualityForm(sort=QualitySort.HOME, replies=[Reply(question=QualityQuestion.RELEASE_PLAN, answer=answer)]),
        )
        for number, answer in enumerate(answers)
    ]
    grid = next(grid for grid in quality_tables(forms) if grid.row_codes == ("release_plan",))
    row = grid.row("release_plan")
    assert (row.of, row.percents) == (3, (33, 67))
    assert [(one.why, one.ids) for one in row.left_out] == [("Not known", ("form-3",))]


def test_the_records_behind_a_figure_can_be_listed() -> None:
    forms = [
        (
            "a",
            QualityForm(sort=QualitySort.COMPLIANCE, ratings=[Rating(item=QualityItem.OVERALL, quality=Quality.GOOD)]),
        ),
        (
            "b",
            QualityForm(sort=QualitySort.COMPLIANCE, ratings=[Rating(item=QualityItem.OVERALL, quality=Quality.POOR)]),
        ),
        (
            "c",
            QualityForm(sort=QualitySort.COMPLIANCE, ratings=[Rating(item=QualityItem.OVERALL, quality=Quality.GOOD)]),
        ),
    ]
    grid = next(grid for grid in quality_tables(forms) if grid.title == "Compliance")
    assert grid.row("overall").cells == (("b",), (), ("a", "c"), ())
    assert grid.caution == "There are only 3 cases: one case more or less moves a figure by about 33 percentage points."


def test_the_part_about_high_risk_is_a_table_of_its_own() -> None:
    part = HighRiskPart(
        plan_current=Answer.YES, reviews_held=Answer.NO, police_named=Answer.NOT_KNOWN, consistent=Answer.YES
    )
    grid = high_risk_table([("a", QualityForm(high_risk=part)), ("b", QualityForm())])
    assert [row.counts for row in grid.rows] == [(1, 0), (0, 1), (0, 0), (1, 0)]
    assert grid.row("police_named").words == ("no cases", "no cases")
