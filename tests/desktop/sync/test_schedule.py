"""The laptop asks no oftener than needed, backs off, and never comes before the server wants it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.schedule import DEFAULT_PACE, Past, plan_after_save_s, plan_next_s

chances = st.floats(0, 1, exclude_max=True)
pasts = st.builds(
    Past,
    failures=st.integers(0, 10_000),
    passing=st.booleans(),
    retry_after_s=st.none() | st.floats(1, 3600),
    more=st.booleans(),
)


@pytest.mark.parametrize(("chance", "wait_s"), [(0.0, 54), (0.5, 60), (0.999999, 66)])
def test_a_quiet_laptop_looks_for_news_about_once_a_minute(chance: float, wait_s: float) -> None:
    assert plan_next_s(Past(), chance) == pytest.approx(wait_s, abs=0.01)


def test_what_is_left_goes_at_once() -> None:
    assert plan_next_s(Past(more=True), 0.9) == 0


def test_a_save_goes_after_two_seconds() -> None:
    assert plan_after_save_s(Past(), 0.9) == 2


def test_failures_are_waited_out_from_five_seconds_to_five_minutes() -> None:
    longest = [plan_next_s(Past(failures=count), 0.999999) for count in range(1, 12)]
    assert longest[:3] == [pytest.approx(seconds, abs=0.01) for seconds in (5, 10, 20)]
    assert longest[-1] == pytest.approx(300, abs=0.01)
    assert longest == sorted(longest)


def test_what_needs_a_person_is_not_tried_often() -> None:
    assert plan_next_s(Past(failures=1, passing=False), 0.0) >= 150


@given(pasts, chances)
def test_no_wait_is_ever_shorter_than_the_server_asked_or_longer_than_needed(past: Past, chance: float) -> None:
    if past.failures == 0:
        return
    asked_s = past.retry_after_s or 0.0
    for wait_s in (plan_next_s(past, chance), plan_after_save_s(past, chance)):
        assert wait_s >= max(DEFAULT_PACE.first_retry_s, asked_s)
        assert wait_s <= max(DEFAULT_PACE.longest_retry_s, asked_s * 1.1)


@given(st.integers(1, 20))
def test_two_laptops_that_failed_together_do_not_come_back_together(failures: int) -> None:
    past = Past(failures=failures + 1)
    assert plan_next_s(past, 0.1) != plan_next_s(past, 0.9)
