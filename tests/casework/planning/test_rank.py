"""The order of a plan's lines: lines stay where they are put, and few numbers are written for it."""

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.planning.rank import STEP, plan_ranks


@given(st.lists(st.none() | st.integers(min_value=1, max_value=50), max_size=12))
def test_the_numbers_rise_in_the_order_given(now: list[int | None]) -> None:
    found = plan_ranks(now)
    assert len(found) == len(now)
    numbers = [number for number in found if number is not None]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == len(now)
    assert all(number >= 1 for number in numbers)


def test_a_line_that_moves_is_the_only_one_that_is_written() -> None:
    assert plan_ranks([1000, 3000, 2000, 4000]) in ([1000, 1500, 2000, 4000], [1000, 3000, 3500, 4000])


def test_a_new_line_comes_after_those_that_never_had_a_number() -> None:
    assert plan_ranks([None, None, None], 2) == [None, None, STEP]
    assert plan_ranks([None, 1000, None], 1) == [None, 1000, 2000]


def test_where_there_is_no_room_left_all_are_numbered_again() -> None:
    assert plan_ranks([1, None, 2]) == [1000, 2000, 3000]
    assert plan_ranks([None, 1]) == [1000, 2000]
