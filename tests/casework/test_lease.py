"""The lease by the clocks: ended, set back, set forward, merely wrong; never opened by anything but the office."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.lease import Lease, LeaseState, begin_lease

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
MINUTE = timedelta(minutes=1)


def lease(skew: timedelta = timedelta()) -> Lease:
    """A lease of fourteen days, given now to a laptop whose clock is so far ahead."""
    return begin_lease(NOW, NOW + skew, NOW + FORTNIGHT)


@pytest.mark.parametrize(
    ("passed", "state"),
    [
        (timedelta(), LeaseState.OPEN),
        (timedelta(days=11) - MINUTE, LeaseState.OPEN),
        (timedelta(days=11), LeaseState.ENDS_SOON),
        (FORTNIGHT - MINUTE, LeaseState.ENDS_SOON),
        (FORTNIGHT, LeaseState.ENDED),
        (timedelta(days=15) - MINUTE, LeaseState.ENDED),
        (timedelta(days=15), LeaseState.LONG_OVER),
    ],
)
@pytest.mark.parametrize("skew", [timedelta(), timedelta(days=40), timedelta(days=-400)])
def test_a_lease_ends_by_what_has_passed_whatever_the_clock_shows(
    passed: timedelta, state: LeaseState, skew: timedelta
) -> None:
    assert lease(skew).state(NOW + skew + passed) is state


def test_without_an_end_nothing_is_locked() -> None:
    assert begin_lease(NOW, NOW, None).state(NOW - FORTNIGHT) is LeaseState.OPEN


def test_a_clock_put_right_by_a_little_does_not_lock() -> None:
    seen = lease().seen(NOW + timedelta(hours=1))
    assert seen.state(NOW + timedelta(minutes=56)) is LeaseState.OPEN
    assert seen.state(NOW + timedelta(minutes=54)) is LeaseState.SET_BACK


@given(steps=st.lists(st.integers(-60 * 24 * 30, 60 * 24 * 30), max_size=20))
def test_nothing_the_clock_does_gives_time_back(steps: list[int]) -> None:
    """The office's time never goes back, and once locked by its end a lease stays locked."""
    found, own, ended = lease(), NOW, False
    before = found.office_time(own)
    for step in steps:
        own += timedelta(minutes=step)
        found = found.seen(own)
        time = found.office_time(own)
        assert time >= before
        before = time
        ended = ended or found.state(own) in {LeaseState.ENDED, LeaseState.LONG_OVER}
        assert not ended or found.state(own).locked


def test_a_fresh_lease_resets_everything() -> None:
    late = NOW + timedelta(days=30)
    locked = lease().seen(late)
    assert locked.state(NOW).locked
    fresh = locked.renewed(NOW + timedelta(days=1), NOW, NOW + timedelta(days=15))
    assert fresh.state(NOW) is LeaseState.OPEN
    assert fresh.office_time(NOW) == NOW + timedelta(days=1)


def test_an_answer_without_a_lease_leaves_the_end_where_it_was() -> None:
    assert lease().renewed(NOW + MINUTE, NOW + MINUTE, None).until == NOW + FORTNIGHT
