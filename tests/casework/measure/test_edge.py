"""What the tables are called, and the days and numbers at which a figure changes: each worked out by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from casework.records.assessment.assessment import Instrument
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.kept import Kept
from casework.records.oversight.quality import HighRiskPart, QualityForm
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.part import Answer
from casework.records.plan.review import Review, ReviewSort
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.measure.accreditation import coverage_table, expiring, training_table
from casework.rules.measure.caseload import caseload_table
from casework.rules.measure.conflict import conflict_counts
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.rules.measure.holding import Placement, held_of, placement_of
from casework.rules.measure.hot_spot import Placed, by_worker, hot_spots, watched
from casework.rules.measure.kpi import Group, Kpi, Measured
from casework.rules.measure.listing import Listed, age_band, list_table
from casework.rules.measure.national import NationalMeasure, Started, reason_table, time_table, within
from casework.rules.measure.outcome import measured, started
from casework.rules.measure.percent import caution, caution_of
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.printed import PrintedRow, committee, printed
from casework.rules.measure.quality import high_risk_table
from casework.rules.measure.suppression import Totals, suppress
from casework.rules.measure.tag import tag_table
from casework.rules.measure.timeliness import ON_TIME, OPEN, held_table, timeliness, timeliness_table
from casework.rules.standard.rule import load_standards
from tests.casework.access_sample import CASE, NOW, OTHER, SENIOR, cover, people
from tests.casework.measure.test_conflict_count import record
from tests.casework.measure.test_holding import CASE_RECORD, state
from tests.casework.measure.test_holding import OPEN as OPEN_CASE

DAY = date(2026, 11, 20)
"""A Friday."""
THURSDAY = DAY - timedelta(days=1)
WATCHED = watched(load_standards())


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (lambda: training_table([], [], [], DAY), "Training"),
        (lambda: coverage_table([], [], DAY, []), "Assessed with an accredited tool"),
        (lambda: caseload_table([], []), "Caseload"),
        (lambda: list_table([], DAY), "People on the HRO list"),
        (lambda: time_table([], DAY), "Time from imposition"),
        (lambda: reason_table([], [], DAY), "Reasons why it was later"),
        (lambda: high_risk_table([]), "High risk of serious harm"),
        (lambda: tag_table([]), "What plans work on"),
        (lambda: timeliness_table("Plans", [], [], DAY), "Plans"),
        (lambda: held_table([], period_of(load_periods(), "month", DAY)), "Reviews held as the standard asks"),
    ],
)
def test_a_table_says_what_it_is_of(table: Callable[[], Grid], title: str) -> None:
    """Made while the test runs."""
    assert table().title == title


def test_a_row_is_headed_by_its_own_words() -> None:
    """What the code calls it is nothing to read."""
    assert heads([HighRiskSort.SEXUAL_VIOLENT]) == (Head("sexual_and_violent", HighRiskSort.SEXUAL_VIOLENT.words),)
    (row,) = coverage_table([], [], DAY, [Instrument.RM2000]).rows
    assert row.head == Head("rm2000", "Risk Matrix 2000 (RM2000)")


def trained(staff: str, subject: TrainingSubject, expires_on: date) -> Training:
    return Training(staff=staff, subject=subject, completed_on=date(2024, 1, 1), expires_on=expires_on)


def test_what_ends_on_the_last_day_is_told_and_the_soonest_first() -> None:
    """Of one day by name, and of one name by subject."""
    last = DAY + timedelta(days=30)
    first = last - timedelta(days=1)
    told = [
        trained("bob", TrainingSubject.LSCMI, last),
        trained("ann", TrainingSubject.RM2000, last),
        trained("ann", TrainingSubject.LSCMI, last),
        trained("zoe", TrainingSubject.LSCMI, first),
        trained("cat", TrainingSubject.LSCMI, last + timedelta(days=1)),
    ]
    assert [(one.staff, one.subject) for one in expiring(told, DAY, 30)] == [
        ("zoe", TrainingSubject.LSCMI),
        ("ann", TrainingSubject.LSCMI),
        ("ann", TrainingSubject.RM2000),
        ("bob", TrainingSubject.LSCMI),
    ]


def test_whoever_is_born_today_is_in_the_first_band_and_two_hundred_and_one_in_none() -> None:
    """Born in 1825 is a slip of the pen: such a one stands beside, and the table is still made."""
    assert age_band(DAY, DAY) == "0"
    assert age_band(date(1826, 11, 20), DAY) == "65"
    assert age_band(date(1825, 11, 20), DAY) is None


@pytest.mark.parametrize(("two_views", "why"), [(True, "Age: two views"), (False, "Age: not known")])
def test_why_an_age_is_left_out_is_said(two_views: bool, why: str) -> None:
    (left_out,) = (
        list_table([Listed("a", HighRiskSort.VIOLENT, None, two_views=two_views)], DAY).row("violent").left_out
    )
    assert (left_out.why, left_out.ids) == (why, ("a",))


def due(rule: str, due_on: date, **more: object) -> Due:
    return Due(RuleRef(code=rule, version=1), "Something", due_on, date(2026, 9, 1), "S2", about="order-1", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("due_on", "counts"), [(THURSDAY, False), (DAY, True)])
def test_four_weeks_that_are_over_are_no_hot_spot_and_those_that_end_today_are(due_on: date, counts: bool) -> None:
    """Nobody can arrange a fourth appointment in a time that has passed; on its last day one still can."""
    one = Placed(due("kpi_four_in_four", due_on), "case", "ann", "north")
    assert bool(hot_spots([one], DAY, Calendar(), 7, WATCHED)) is counts
    late = Placed(due("kpi_first_appointment", due_on), "case", "ann", "north")
    assert len(hot_spots([late], DAY, Calendar(), 7, WATCHED)) == 1


def test_the_hot_spots_of_a_worker_are_those_of_a_team() -> None:
    """Whoever works in two teams stands once in each."""
    ones = [Placed(due("kpi_first_appointment", DAY), team, "ann", team) for team in ("south", "north")]
    heats = by_worker(hot_spots(ones, DAY, Calendar(), 7, WATCHED))
    assert [(heat.team, heat.worker, heat.cases) for heat in heats] == [
        ("north", "ann", ("north",)),
        ("south", "ann", ("south",)),
    ]


def test_what_was_done_on_the_day_of_the_report_was_done() -> None:
    one = Started(NationalMeasure.FIRST_CONTACT, "order-1", DAY, DAY)
    assert within(one, DAY) is True
    assert within(one, THURSDAY) is None


def test_what_is_measured_is_of_the_order_and_counts_in_the_groups_of_its_case() -> None:
    groups = frozenset({Group.HIGH_RISK})
    kept = due("kpi_four_in_four", DAY, kept=Kept.YES)
    (one,) = measured([kept, due("something_else", DAY)], groups)
    assert (one.kpi, one.ident, one.kept, one.groups) == (Kpi.APPOINTMENTS, "order-1", Kept.YES, groups)
    assert isinstance(one, Measured)


def test_an_order_that_was_later_for_no_recorded_reason_has_none() -> None:
    (one,) = started([due("cpo_first_contact", THURSDAY)], [])
    assert (one.ident, one.due_on, one.reason) == ("order-1", THURSDAY, "")
    row = reason_table([one], [Head("ill", "Ill")], DAY).row(NationalMeasure.FIRST_CONTACT)
    assert row.cells == ((), ("order-1",))


def test_the_caution_of_a_table_begins_where_the_reader_says() -> None:
    assert caution_of([45, 60], small=50) == caution(45, small=50) != ""
    assert caution_of([45, 60]) == ""


def test_a_five_is_printed_and_a_four_is_not() -> None:
    """Under five, says the committee's rule (standards.md 168)."""
    assert not suppress([[5, 5], [5, 5]], 5).hidden
    assert suppress([[4, 5], [5, 5]], 5).hides(0, 0)


def test_a_nought_is_printed_before_a_six_where_one_of_them_has_to_be_hidden() -> None:
    """Twos and the totals of four and two are small; with the six they cannot be worked out, nor with the nought."""
    cover = suppress([[6, 0], [2, 2]], 5, Totals.BOTH)
    assert cover.hides(0, 0)
    assert not cover.hides(0, 1)


def test_a_two_beside_a_one_is_enough_to_hide_both() -> None:
    """The two can be a one and the one a two: nothing else has to be hidden, nor the total of either."""
    assert suppress([[10], [2], [1]], 5).hidden == {(1, 0), (1, 1), (2, 0), (2, 1)}


def test_totals_are_hidden_last() -> None:
    """Of a table of two ones, a nought and a ten the totals of the ten stay to be read."""
    cover = suppress([[1, 1], [0, 10]], 5, Totals.BOTH)
    assert cover.hides(1, 1)
    assert not cover.hides_row_total(1)
    assert (2, 1) not in cover.hidden
    cover = suppress([[10, 0], [1, 1]], 5, Totals.BOTH)
    assert (2, 2) not in cover.hidden
    assert suppress([[1, 1]], 5, Totals.BOTH).hidden == {(row, column) for row in range(2) for column in range(3)}


def test_what_was_done_on_the_day_it_is_asked_about_was_done() -> None:
    assert timeliness(due("x", DAY, done_on=DAY), DAY) == ON_TIME
    assert timeliness(due("x", DAY, done_on=DAY), THURSDAY) is None


def test_a_review_that_is_not_closed_yet_stands_beside_with_the_reason() -> None:
    period = period_of(load_periods(), "month", DAY)
    grid = held_table([("a", Review(sort=ReviewSort.HIGH_RISK, held_on=DAY))], period)
    assert [(one.why, one.ids) for one in grid.row(ReviewSort.HIGH_RISK).left_out] == [(OPEN, ("a",))]


def test_a_case_that_was_given_to_nobody_is_nobodys_and_who_covers_one_is_counted() -> None:
    facts = people()
    assert placement_of(OTHER, facts, NOW) == Placement("", "")
    facts.covers[CASE] = [cover(SENIOR)]
    held = held_of(CASE, [state(CASE_RECORD, "case", OPEN_CASE)], facts, NOW)
    assert held is not None
    assert held.covered_by == (SENIOR,)


def test_behind_a_figure_about_high_risk_stand_the_audits() -> None:
    yes = HighRiskPart(plan_current=Answer.YES, reviews_held=Answer.NO, police_named=Answer.YES, consistent=Answer.YES)
    grid = high_risk_table([("a", QualityForm(high_risk=yes)), ("b", QualityForm(high_risk=yes))])
    assert grid.row("reviews_held").cells == ((), ("a", "b"))


def left_out_of(page: PrintedRow) -> list[str]:
    return [count for _, count in page.left_out]


def test_what_is_left_out_is_hidden_as_any_other_number_is() -> None:
    """Four that are not known are hidden from a committee, five are not; the service reads both."""
    judged = [
        Judged("row", f"{number}-{why}", None, why) for why, count in (("a", 4), ("b", 5)) for number in range(count)
    ]
    grid = grid_of("Table", [Head("column", "Column")], [Head("row", "Row")], judged)
    assert left_out_of(committee(grid).rows[0]) == ["*", "5"]
    assert left_out_of(printed(grid).rows[0]) == ["4", "5"]


def test_two_views_are_counted_by_kind_and_field() -> None:
    (one,) = conflict_counts([record("person", "one", telephone=("1", "2"))])
    assert (one.kind, one.field) == ("person", "telephone")
