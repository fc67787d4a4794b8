"""What is hidden of several tables together, number by number: no more than has to be, and no less."""

from collections.abc import Mapping, Sequence

from casework.rules.measure.grid import Head, Judged, grid_of
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
