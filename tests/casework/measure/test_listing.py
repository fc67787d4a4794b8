"""The HRO list by type and age: each person once (standards.md 29)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.high_risk.criterion import HighRiskSort
from casework.rules.day import age_on
from casework.rules.measure.listing import AGE_BANDS, AGE_COLUMNS, Listed, age_band, list_table

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1990, 11, 20), DAY, 36),
        (date(1990, 11, 21), DAY, 35),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2004, 2, 29), date(2028, 2, 29), 24),
    ],
)
def test_age_in_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@settings(max_examples=100)
@given(st.dates(date(1900, 1, 1), DAY))
def test_every_age_has_one_band(born: date) -> None:
    code = age_band(born, DAY)
    assert [str(first) for first, last in AGE_BANDS if first <= age_on(born, DAY) <= last] == [code]


def test_the_bands_follow_each_other() -> None:
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(AGE_BANDS))
    assert [head.title for head in AGE_COLUMNS] == [
        "Under 18", "18 to 20", "21 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 and over",
    ]  # fmt: skip


def test_each_person_stands_once_and_the_unknown_age_beside() -> None:
    listed = [
        Listed("a", HighRiskSort.SEXUAL_VIOLENT, date(1990, 1, 1)),
        Listed("b", HighRiskSort.VIOLENT, date(2007, 1, 1)),
        Listed("c", HighRiskSort.OTHER, None),
        Listed("d", HighRiskSort.SEXUAL, date(2027, 1, 1)),
    ]
    grid = list_table(listed, DAY)
    assert grid.row_codes == ("sexual", "violent", "sexual_and_violent", "other")
    assert grid.row("sexual_and_violent").cells[4] == ("a",)
    assert grid.row("violent").cells[1] == ("b",)
    assert [row.of for row in grid.rows] == [0, 1, 1, 0]
    assert [one.ids for row in grid.rows for one in row.left_out] == [("d",), ("c",)]
