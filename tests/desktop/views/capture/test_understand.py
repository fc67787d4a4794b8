"""Days, times and lengths are understood as they are typed in a hurry."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.capture.understand import day_text, understand_day, understand_minutes, understand_time

TODAY = date(2026, 3, 5)  # a Thursday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 3, 5)),
        ("Yesterday ", date(2026, 3, 4)),
        ("5/3", date(2026, 3, 5)),
        ("6/3", date(2025, 3, 6)),
        ("4.3.26", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        ("4 March", date(2026, 3, 4)),
        ("4th of mar 2025", date(2025, 3, 4)),
        ("tue", date(2026, 3, 3)),
        ("thursday", date(2026, 3, 5)),
        ("6", date(2026, 2, 6)),
        ("29/2", None),
        ("31/4", None),
        ("soon", None),
        ("4 j", None),
        ("", None),
    ],
)
def test_a_day_of_the_past_is_understood(text: str, day: date | None) -> None:
    assert understand_day(text, TODAY, past=True) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 3, 6)),
        ("6/3", date(2026, 3, 6)),
        ("4/3", date(2027, 3, 4)),
        ("tue", date(2026, 3, 10)),
        ("4", date(2026, 4, 4)),
        ("31", date(2026, 3, 31)),
    ],
)
def test_a_day_to_come_is_understood(text: str, day: date) -> None:
    assert understand_day(text, TODAY, past=False) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1430", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("930", time(9, 30)),
        ("9", time(9, 0)),
        ("2.30 pm", time(14, 30)),
        ("12am", time(0, 0)),
        ("12 pm", time(12, 0)),
        ("2460", None),
        ("25", None),
        ("13pm", None),
        ("half two", None),
    ],
)
def test_a_time_is_understood(text: str, at: time | None) -> None:
    assert understand_time(text) == at


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("1h", 60),
        ("1 h 30", 90),
        ("1:30", 90),
        ("2 hours", 120),
        ("1441", None),
        ("x", None),
    ],
)
def test_a_length_is_understood(text: str, minutes: int | None) -> None:
    assert understand_minutes(text) == minutes


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)), st.booleans())
def test_a_day_that_the_sheet_writes_is_understood_as_itself(day: date, past: bool) -> None:
    assert understand_day(day_text(day), TODAY, past=past) == day


@given(st.text(max_size=20))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    understand_day(text, TODAY, past=True)
    understand_time(text)
    understand_minutes(text)
