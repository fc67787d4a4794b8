"""What is hidden of several tables together, number by number: no more than has to be, and no less."""

from collections.abc import Mapping, Sequence

import pytest

from casework.rules.measure.grid import Head, Judged, grid_of
from casework.rules.measure.report import cover
from casework.rules.measure.report.cover import HiddenRow, cover_of
from casework.rules.measure.report.sheet import Section, Sheet

COLUMNS = tuple(Head(code, code) for code in ("yes", "no", "never"))
NONE = HiddenRow()


def people(*counts: int | None, prefix: str = "") -> list[Judged]:
    """So many in each column of the row `first`, each called after its column; the fourth number: left out."""
    columns = (*(head.code for head in COLUMNS), None)
    return [
        Judged("first", f"{prefix}{column}{number}", column)
        for column, count in zip(columns, counts, strict=False)
        for number in range(count or 0)
    ]


def sheet(code: str, rows: Mapping[str, Sequence[Judged]], family: str = "f") -> Sheet:
    judged = [Judged(row, one.ident, one.column) for row, known in rows.items() for one in known]
    heads = tuple(Head(row, row) for row in rows)
    return Sheet(code, Section.KPI, grid_of(code, COLUMNS, heads, judged), committee=True, family=family)


def part(judged: Sequence[Judged], column: str, first: int, last: int) -> list[Judged]:
    """Some of a column: those from the first to before the last."""
    return [one for one in judged if one.column == column][first:last]


def hidden(*sheets: Sheet) -> dict[str, HiddenRow]:
    return {f"{code} {row}": one for (code, row), one in cover_of(sheets).items()}


def test_five_are_printed_and_four_are_not() -> None:
    assert hidden(sheet("all", {"first": people(5, 30, 30)})) == {"all first": NONE}
    assert hidden(sheet("all", {"first": people(4, 30, 31)})) == {"all first": HiddenRow(frozenset({0, 1}))}


def test_beside_a_row_of_one_a_large_one_is_printed_whole() -> None:
    """That there might be two is enough; the other row has nothing to do with it."""
    found = hidden(sheet("all", {"first": people(1), "visits": people(20, 20, 20, prefix="v")}))
    assert found == {"all first": HiddenRow(frozenset({0}), total=True), "all visits": NONE}


def test_rows_of_different_questions_are_not_taken_from_each_other() -> None:
    judged = people(20, 20)
    visits = [*part(judged, "yes", 0, 18), *part(judged, "no", 0, 20)]
    assert set(hidden(sheet("all", {"first": judged, "visits": visits})).values()) == {NONE}


def test_tables_of_different_families_are_not_taken_from_each_other() -> None:
    judged = people(20, 20)
    some = [*part(judged, "yes", 0, 18), *part(judged, "no", 0, 20)]
    assert set(hidden(sheet("all", {"first": judged}), sheet("other", {"first": some}, "g")).values()) == {NONE}
    assert set(hidden(sheet("all", {"first": judged}, ""), sheet("other", {"first": some}, "")).values()) == {NONE}


def test_whoever_is_in_neither_of_two_groups_does_not_follow_where_they_are_few() -> None:
    judged = people(20, 60)
    one = [*part(judged, "yes", 0, 10), *part(judged, "no", 0, 20)]
    two = [*part(judged, "yes", 10, 18), *part(judged, "no", 20, 40)]
    everybody = sheet("all", {"first": judged})
    assert set(hidden(everybody, sheet("one", {"first": one})).values()) == {NONE}
    assert set(hidden(everybody, sheet("two", {"first": two})).values()) == {NONE}
    assert set(hidden(everybody, sheet("one", {"first": one}), sheet("two", {"first": two})).values()) != {NONE}


def test_two_groups_that_overlap_leave_nothing_that_follows() -> None:
    judged = people(40, 60)
    one = [*part(judged, "yes", 0, 25), *part(judged, "no", 0, 30)]
    two = [*part(judged, "yes", 13, 38), *part(judged, "no", 20, 50)]
    tables = [sheet(code, {"first": known}) for code, known in (("all", judged), ("one", one), ("two", two))]
    assert set(hidden(*tables).values()) == {NONE}


def test_two_groups_that_are_everybody_hide_in_more_than_one_table() -> None:
    """Whoever adds them up would have the three of the one from the others."""
    judged = people(23, 40)
    one = [*part(judged, "yes", 0, 3), *part(judged, "no", 0, 20)]
    two = [*part(judged, "yes", 3, 23), *part(judged, "no", 20, 40)]
    tables = [sheet(code, {"first": known}) for code, known in (("all", judged), ("one", one), ("two", two))]
    found = hidden(*tables)
    assert found["one first"].columns == {0, 1}
    assert found["all first"].columns == {0, 1} or found["two first"].columns == {0, 1}


def test_that_nobody_is_in_neither_group_is_nothing_that_a_reader_knows() -> None:
    """Somebody might be in no group of the second column, for all that is printed: the three hide in one table."""
    judged = people(33, 40)
    one = [*part(judged, "yes", 0, 3), *part(judged, "no", 0, 20)]
    two = [*part(judged, "yes", 3, 23), *part(judged, "no", 20, 40)]
    tables = [sheet(code, {"first": known}) for code, known in (("all", judged), ("one", one), ("two", two))]
    found = hidden(*tables)
    assert found == {"one first": HiddenRow(frozenset({0, 1})), "all first": NONE, "two first": NONE}


def test_what_is_left_out_is_hidden_rather_than_a_second_table() -> None:
    """Two of eight count: the six beside them, not how many the eight are among the cases of another table."""
    judged = people(2, 0, 0, 6)
    other = [Judged("first", one.ident, "yes") for one in judged] + people(0, 10, prefix="x")
    found = hidden(sheet("all", {"first": judged}), sheet("other", {"first": other}, ""))
    assert found["all first"] == HiddenRow(frozenset({0}), total=True, left_out=True)
    assert found["other first"] == NONE


@pytest.mark.parametrize(
    ("counts", "columns", "beside"),
    [
        ((10, 0, 0, 1), set(), (False, True)),
        ((5, 4, 1, 3), {1, 2}, (True, True)),
        ((5, 1, 1, 3), {0, 1, 2}, (True, True)),
        ((2, 6, 0, 1), {0, 1}, (True, True)),
        ((1, 2, 9), {0, 1}, (False, False)),
        ((1, 1, 9), {0, 1, 2}, (False, False)),
    ],
)
def test_of_one_row_the_cheapest_is_hidden(
    counts: tuple[int, ...], columns: set[int], beside: tuple[bool, bool]
) -> None:
    """A one is never taken for nought, so that of two ones a third number has to go with them."""
    row = hidden(sheet("all", {"first": people(*counts)}))["all first"]
    assert row == HiddenRow(frozenset(columns), *beside)


def test_of_two_groups_that_are_everybody_neither_column_can_have_been_larger() -> None:
    """Everybody's five are the four and the one: the row of everybody hides what the group's row hides."""
    judged = people(5, 2, 1)
    rest = [one for one in judged if one.ident != "yes0"]
    tables = [("one", rest), ("two", part(judged, "yes", 0, 1)), ("all", judged)]
    found = hidden(*(sheet(code, {"first": known}) for code, known in tables))
    assert found["all first"] == HiddenRow(frozenset({1, 2}))


def test_whoever_is_in_neither_group_may_be_nobody() -> None:
    judged = people(0, 2, 3)
    one = [*part(judged, "no", 0, 1), *part(judged, "never", 0, 1)]
    two = [*part(judged, "no", 1, 2), *part(judged, "never", 1, 2)]
    tables = [("two", two), ("all", judged), ("one", one)]
    found = hidden(*(sheet(code, {"first": known}) for code, known in tables))
    assert found["all first"] == HiddenRow(frozenset({1, 2}))


def test_a_column_of_the_same_people_is_one_number_in_tables_of_one_family_only() -> None:
    """What a group shares with everybody is hidden in both; of another question nobody knows that it is the same."""
    judged = people(3, 8, 20)
    some = [*part(judged, "yes", 0, 3), *part(judged, "no", 0, 8), *part(judged, "never", 0, 5)]
    found = hidden(sheet("all", {"first": judged}), sheet("group", {"first": some}))
    assert found["all first"].columns == found["group first"].columns == {0, 1}
    other = [*people(3, prefix="o"), *part(judged, "no", 0, 8), *people(0, 0, 5, prefix="o")]
    found = hidden(sheet("all", {"first": judged}), sheet("other", {"first": other}, "g"))
    assert found["all first"].columns == {0, 1}
    assert found["other first"].columns == {0, 2}


def test_what_is_left_out_of_two_rows_is_told_apart() -> None:
    left = [Judged("first", f"left{number}", None) for number in range(8)]
    rows = {"first": [*people(2), *left], "visits": [*people(20, 20, prefix="v"), *left]}
    found = hidden(sheet("all", rows))
    assert found == {"all first": HiddenRow(frozenset({0}), total=True, left_out=True), "all visits": NONE}


def three_tables() -> list[Sheet]:
    """Everybody and two groups, with few of each in the first column."""
    judged = people(3, 30, 30, 12)
    one = [*part(judged, "yes", 0, 2), *part(judged, "no", 0, 12), *part(judged, "never", 0, 20)]
    two = [*part(judged, "yes", 2, 3), *part(judged, "no", 12, 25), *part(judged, "never", 20, 28)]
    return [sheet(code, {"first": known}) for code, known in (("all", judged), ("one", one), ("two", two))]


@pytest.mark.parametrize(
    ("short", "long", "hides"),
    [(500, 5_000, (2, 2, 2)), (0, 5_000, (3, 2, 2)), (0, 0, (5, 5, 5))],
    ids=["thorough", "hasty", "not found"],
)
def test_where_the_cheapest_is_not_found_soon_the_first_is_taken_and_else_everything_hidden(
    monkeypatch: pytest.MonkeyPatch, short: int, long: int, hides: tuple[int, ...]
) -> None:
    """Hurry hides more, never less."""
    monkeypatch.setattr(cover, "_SHORT_SEARCH", short)
    monkeypatch.setattr(cover, "_LONG_SEARCH", long)
    found = hidden(*three_tables())
    assert tuple(len(one.columns) + one.total + one.left_out for one in found.values()) == hides
    assert all(0 in one.columns for one in found.values())
