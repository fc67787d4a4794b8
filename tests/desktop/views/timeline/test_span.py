"""Zooming and the ticks of the axis, without a window."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.timeline.span import LEAST_DAYS, Span, plan_ticks, span_of

DAYS = st.dates(date(1920, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS, st.floats(0.01, 50), st.floats(-0.5, 1.5))
def test_zooming_never_leaves_what_there_is_and_never_falls_below_two_weeks(
    one: date, other: date, factor: float, where: float
) -> None:
    whole = span_of(min(one, other), max(one, other))
    about = whole.first + where * whole.days
    zoomed = whole.zoomed(0.3, about, whole).zoomed(factor, about, whole)
    assert zoomed.first >= whole.first - 0.01
    assert zoomed.last <= whole.last + 0.01
    assert zoomed.days >= min(LEAST_DAYS, whole.days) - 0.01


@given(DAYS, DAYS, st.integers(2, 20))
def test_ticks_are_in_sight_in_order_and_never_too_many(one: date, other: date, most: int) -> None:
    span = span_of(min(one, other), max(one, other))
    days = [day for day, _ in plan_ticks(span, most)]
    assert days == sorted(set(days))
    assert len(days) <= most + 1
    assert all(span.first <= day.toordinal() <= span.last for day in days)


@pytest.mark.parametrize(
    ("days", "word"), [(40, "5 Jan"), (400, "Apr 2026"), (3000, "2030")], ids=["weeks", "months", "years"]
)
def test_ticks_are_weeks_months_or_years(days: int, word: str) -> None:
    start = date(2025, 12, 30).toordinal()
    assert word in [words for _, words in plan_ticks(Span(start, start + days), 10)]
