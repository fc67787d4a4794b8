"""Reviews on time, late, or overdue (standards.md 72, 79)."""

from dataclasses import replace
from datetime import date

import pytest

from casework.records.file.ending import RuleRef
from casework.records.kept import Kept
from casework.records.plan.review import Closing, Review, ReviewSort
from casework.rules.due import Due
from casework.rules.measure.grid import Head
from casework.rules.measure.period import load_periods, period_of
from casework.rules.measure.timeliness import LATE, NOT_YET, ON_TIME, OVERDUE, held_table, timeliness, timeliness_table

DUE_ON = date(2026, 3, 31)


def due(done_on: date | None, code: str = "review") -> Due:
    return Due(RuleRef(code=code, version=1), "Review", DUE_ON, date(2025, 12, 31), "S3 s2", done_on=done_on)


@pytest.mark.parametrize(
    ("done_on", "today", "found"),
    [
        (date(2026, 3, 31), date(2026, 4, 30), ON_TIME),
        (date(2026, 4, 1), date(2026, 4, 30), LATE),
        (date(2026, 4, 2), date(2026, 4, 1), OVERDUE),
        (None, date(2026, 4, 1), OVERDUE),
        (None, date(2026, 3, 31), None),
        (date(2026, 4, 1), date(2026, 3, 31), None),
    ],
)
def test_on_the_day_is_on_time_and_a_day_later_is_late(done_on: date | None, today: date, found: Head | None) -> None:
    assert timeliness(due(done_on), today) == found


def test_each_rule_has_a_row_and_the_reviews_behind_it() -> None:
    rows = [Head("review", "Three-monthly review"), Head("twelve_weeks", "Review at 12 weeks")]
    reviews = [
        ("a", due(date(2026, 3, 1))),
        ("b", due(date(2026, 4, 1))),
        ("c", due(None)),
        ("d", due(None, "something_else")),
    ]
    grid = timeliness_table("Reviews", rows, reviews, date(2026, 4, 30))
    assert grid.row("review").cells == (("a",), ("b",), ("c",))
    assert grid.row("review").words == ("33%", "33%", "33%")
    assert grid.row("twelve_weeks").words == ("no cases",) * 3
    early = timeliness_table("Reviews", rows, reviews, date(2026, 3, 2))
    assert [(one.why, one.ids) for one in early.row("review").left_out] == [(NOT_YET, ("b", "c"))]


def test_what_nobody_is_asked_for_stands_beside_with_its_reason() -> None:
    aside = replace(due(None), set_aside="In custody since 2 March 2026.")
    row = timeliness_table("Reviews", [Head("review", "Review")], [("a", aside)], date(2026, 4, 30)).row("review")
    assert row.of == 0
    assert [(one.why, one.ids) for one in row.left_out] == [("In custody since 2 March 2026.", ("a",))]


def test_a_review_was_held_as_asked_or_for_one_of_two_reasons_not() -> None:
    """What is held and not closed yet counts neither way."""

    def review(kept: Kept | None, held_on: date = date(2026, 5, 1)) -> Review:
        reason = "" if kept is Kept.YES else "No senior was free."
        closed = Closing(by="ann", on=held_on, senior="sue", kept=kept, reason=reason) if kept else None
        return Review(sort=ReviewSort.HIGH_RISK, held_on=held_on, closed=closed)

    reviews = [
        ("a", review(Kept.YES)),
        ("b", review(Kept.YES)),
        ("c", review(Kept.ORGANISATIONAL)),
        ("d", review(None)),
        ("e", review(Kept.OUTWITH, date(2026, 7, 1))),
    ]
    row = held_table(reviews, period_of(load_periods(), "quarter", date(2026, 5, 1))).row(ReviewSort.HIGH_RISK)
    assert row.cells == (("a", "b"), ("c",), ())
    assert row.words == ("67%", "33%", "0%")
    assert [one.ids for one in row.left_out] == [("d",)]
