"""Hot spots: what is running out, by worker and team, with the days that are left (standards.md 95)."""

from datetime import date

from casework.records.file.ending import RuleRef
from casework.records.kept import Kept
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.measure.hot_spot import Placed, by_worker, hot_spots, watched
from casework.rules.standard.rule import load_standards

TODAY = date(2026, 11, 20)
"""A Friday."""
CALENDAR = Calendar()
WATCHED = watched(load_standards())
FIRST = "kpi_first_appointment"


def placed(case: str, due_on: date, worker: str = "ann", rule: str = FIRST, **more: object) -> Placed:
    due = Due(
        RuleRef(code=rule, version=1),
        "First appointment",
        due_on,
        date(2026, 9, 1),
        "S2",
        done_on=TODAY if more.get("done") else None,
        kept=Kept.OUTWITH if more.get("kept") else None,
    )
    return Placed(due, case, worker, "north", high_risk=bool(more.get("high_risk")))


def test_the_days_left_are_counted_in_days_and_in_working_days() -> None:
    """Monday is three days away and one working day; last Thursday is eight days past and six working days."""
    spots = hot_spots([placed("a", date(2026, 11, 23)), placed("b", date(2026, 11, 12))], TODAY, CALENDAR, 7, WATCHED)
    assert [(spot.placed.case, spot.days_left, spot.working_days_left) for spot in spots] == [
        ("b", -8, -6),
        ("a", 3, 1),
    ]
    assert [spot.overdue for spot in spots] == [True, False]


def test_today_is_nought_days_and_not_overdue() -> None:
    (spot,) = hot_spots([placed("a", TODAY)], TODAY, CALENDAR, 0, WATCHED)
    assert (spot.days_left, spot.working_days_left, spot.overdue) == (0, 0, False)


def test_what_is_done_judged_or_far_away_is_no_hot_spot() -> None:
    ones = [
        placed("done", TODAY, done=True),
        placed("judged", TODAY, kept=True),
        placed("far", date(2026, 11, 28)),
        placed("other", TODAY, rule="something_else"),
        placed("near", date(2026, 11, 27)),
    ]
    spots = hot_spots(ones, TODAY, CALENDAR, 7, WATCHED)
    assert [spot.placed.case for spot in spots] == ["near"]


def test_a_high_risk_case_comes_first_on_the_same_day() -> None:
    spots = hot_spots([placed("a", TODAY), placed("b", TODAY, high_risk=True)], TODAY, CALENDAR, 7, WATCHED)
    assert [spot.placed.case for spot in spots] == ["b", "a"]


def test_the_worker_with_the_most_overdue_comes_first() -> None:
    ones = [
        placed("a", TODAY, "ann"),
        placed("b", TODAY, "ann"),
        placed("c", date(2026, 11, 1), "bob"),
        placed("c", date(2026, 11, 2), "bob", rule="kpi_review_12_weeks"),
        placed("d", TODAY, ""),
    ]
    heats = by_worker(hot_spots(ones, TODAY, CALENDAR, 7, WATCHED))
    assert [(heat.worker, len(heat.overdue), heat.cases) for heat in heats] == [
        ("bob", 2, ("c",)),
        ("ann", 0, ("a", "b")),
        ("", 0, ("d",)),
    ]
