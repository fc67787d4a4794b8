"""The national tables: time from imposition, and the reasons; not known is no part of the denominator (2H).

The figures are invented; the limits and the rule are those of the published statistics.
"""

from datetime import date, timedelta

import pytest

from casework.rules.measure.grid import Head
from casework.rules.measure.national import (
    NO_REASON,
    NOT_APPLICABLE,
    NOT_YET,
    NationalMeasure,
    Started,
    reason_table,
    time_table,
    within,
)

DUE = date(2026, 4, 6)
"""By the standard, of an order imposed on Maundy Thursday 2026."""
LATER = date(2026, 12, 31)
REASONS = (
    Head("did_not_turn_up", "Did not turn up"),
    Head("ill", "Ill"),
    Head("no_work", "Suitable work not available"),
)
FIRST, _, PLACEMENT = NationalMeasure


def order(
    number: int, measure: NationalMeasure, done_on: date | None, reason: str = "", *, applies: bool = True
) -> Started:
    return Started(measure, f"order-{number}", DUE, done_on, reason, applies)


@pytest.mark.parametrize("measure", NationalMeasure)
def test_the_last_day_is_the_one_that_the_standard_gives(measure: NationalMeasure) -> None:
    """On it is in time, after it is not, and until it nobody can say."""
    after = DUE + timedelta(days=1)
    assert within(order(1, measure, DUE), LATER) is True
    assert within(order(1, measure, after), LATER) is False
    assert within(order(1, measure, None), DUE) is None
    assert within(order(1, measure, None), after) is False


def sample() -> list[Started]:
    """Invented: of 14 orders 8 in time, 3 later, 2 not applicable, 1 still running."""
    in_time = [order(number, FIRST, date(2026, 4, 3)) for number in range(8)]
    late = [
        order(8, FIRST, date(2026, 4, 20), "did_not_turn_up"),
        order(9, FIRST, None, "ill"),
        order(10, FIRST, date(2026, 4, 8)),
    ]
    left_out = [order(number, FIRST, None, applies=False) for number in (11, 12)]
    running = [Started(FIRST, "order-13", LATER)]
    return [*in_time, *late, *left_out, *running]


def test_not_known_and_not_applicable_are_no_part_of_the_denominator() -> None:
    """8 of 11 are 73%; of all 14 they would be 57%."""
    row = time_table(sample(), LATER).row(FIRST)
    assert (row.of, row.counts, row.percents) == (11, (8, 3), (73, 27))
    assert {one.why: len(one.ids) for one in row.left_out} == {NOT_APPLICABLE: 2, NOT_YET: 1}


def test_a_measure_without_orders_says_so() -> None:
    assert time_table(sample(), LATER).row(PLACEMENT).words == ("no cases", "no cases")


def test_the_reasons_are_those_of_what_was_later() -> None:
    """Each a third: 33, 33, 33 and 0 make 99, and nothing is done about it."""
    grid = reason_table(sample(), REASONS, LATER)
    row = grid.row(FIRST)
    assert row.percents == (33, 33, 0, 33)
    assert row.cells == (("order-8",), ("order-9",), (), ("order-10",))
    assert grid.columns[-1] == NO_REASON


def test_what_was_done_after_the_day_of_the_report_is_not_known_then() -> None:
    one = order(1, FIRST, date(2026, 4, 20))
    assert within(one, date(2026, 4, 3)) is None
    assert within(one, date(2026, 4, 8)) is False
