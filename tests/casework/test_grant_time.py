"""When what was given in a case is still open, whom it was given to, and when it begins and is over."""

from datetime import date, timedelta

import pytest

from casework.records.record import Period
from casework.records.staff.grant import Allocation, Cover, End, GrantRole
from casework.rules.day import begin_of, day_of
from casework.rules.grant_time import Given, holder_of, is_in_force, is_open, points_of_period
from tests.casework.access_sample import HOUR, NOW, TODAY, WORKER, cover, given

DAY = timedelta(days=1)
LATER = given(WORKER, GrantRole.OFFICER, starts=TODAY + DAY)


@pytest.mark.parametrize(
    ("grant", "is_it"),
    [
        (LATER, True),
        (given(WORKER, GrantRole.OFFICER, ends=day_of(NOW)), True),
        (given(WORKER, GrantRole.OFFICER, ends=day_of(NOW) - DAY), False),
        (given(WORKER, GrantRole.OFFICER, ended=End(at=NOW)), False),
        (given(WORKER, GrantRole.OFFICER, ended=End(at=NOW + HOUR)), True),
        (Allocation(), False),
        (cover(WORKER, hours=4, since=-1), True),
        (cover(WORKER, hours=2, since=2), False),
        (cover(WORKER, hours=3, since=2), True),
        (Cover(), False),
    ],
)
def test_what_is_in_force_or_will_be_is_open(grant: Given, *, is_it: bool) -> None:
    """Up to the end of its last day, or to the moment of its end, which does not count any more."""
    assert is_open(grant, NOW) is is_it


def test_what_begins_later_is_open_and_not_in_force() -> None:
    assert not is_in_force(LATER, NOW)
    assert holder_of(LATER) == WORKER
    assert holder_of(Allocation()) is None


def test_a_period_until_the_last_of_all_days_is_never_over() -> None:
    assert list(points_of_period(Period(starts=TODAY, ends=date.max))) == [begin_of(TODAY)]
    assert list(points_of_period(Period(starts=TODAY, ends=TODAY))) == [begin_of(TODAY), begin_of(TODAY + DAY)]
