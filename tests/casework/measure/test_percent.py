"""Whole percent, half up, each figure for itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.rules.measure.percent import NO_CASES, caution, caution_of, percent_words, whole_percent


@pytest.mark.parametrize(
    ("count", "of", "share"),
    [(0, 7, 0), (7, 7, 100), (1, 8, 13), (3, 8, 38), (1, 200, 1), (1, 201, 0), (5, 1000, 1), (4, 1000, 0), (1, 3, 33)],
)
def test_a_half_is_rounded_up(count: int, of: int, share: int) -> None:
    assert whole_percent(count, of) == share


def test_without_cases_there_is_no_percentage_and_it_is_not_nought() -> None:
    assert whole_percent(0, 0) is None
    assert percent_words(0, 0) == NO_CASES
    assert percent_words(0, 3) == "0%"


@pytest.mark.parametrize(("count", "of"), [(4, 3), (-1, 3)])
def test_what_is_no_part_of_the_whole_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        whole_percent(count, of)


@settings(max_examples=200)
@given(st.integers(1, 100_000), st.data())
def test_the_percentage_is_never_further_than_half_a_point_away(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    share = whole_percent(count, of)
    assert share is not None
    assert -of <= 2 * (100 * count - share * of) < of


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (0, ""),
        (1, "There is only 1 case: the figure says nothing about the service."),
        (22, "There are only 22 cases: one case more or less moves a figure by about 5 percentage points."),
        (29, "There are only 29 cases: one case more or less moves a figure by about 3 percentage points."),
        (30, ""),
    ],
)
def test_few_cases_are_printed_with_a_caution(of: int, sentence: str) -> None:
    assert caution(of) == sentence


def test_a_table_is_cautioned_by_its_row_with_the_fewest_cases() -> None:
    assert caution_of([0, 40, 22]) == caution(22)
    assert caution_of([0]) == ""
    assert caution_of([]) == ""
    assert caution(45, small=50).startswith("There are only 45 cases")
