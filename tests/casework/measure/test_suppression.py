"""Hidden small numbers: none of what is hidden can be worked out from what is printed."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.rules.measure.grid import Head, Judged, grid_of
from casework.rules.measure.printed import committee, printed
from casework.rules.measure.suppression import Cover, Place, Totals, suppress

Counts = list[list[int]]


def tables(height: int = 3, width: int = 3, most: int = 12) -> st.SearchStrategy[Counts]:
    """Small tables with many small numbers."""
    sizes = st.tuples(st.integers(1, height), st.integers(1, width))
    number = st.one_of(st.integers(0, 6), st.integers(0, most))
    return sizes.flatmap(
        lambda size: st.lists(st.lists(number, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


def whole(counts: Counts) -> dict[Place, int]:
    """All numbers of a table with its totals, as a reader sees them."""
    height, width = len(counts), len(counts[0])
    numbers = {(i, j): counts[i][j] for i in range(height) for j in range(width)}
    numbers |= {(i, width): sum(counts[i]) for i in range(height)}
    numbers |= {(height, j): sum(row[j] for row in counts) for j in range(width)}
    numbers[height, width] = sum(map(sum, counts))
    return numbers


def unprinted(counts: Counts, totals: Totals) -> set[Place]:
    height, width = len(counts), len(counts[0])
    columns = {(height, j) for j in range(width + 1)}
    rows = {(i, width) for i in range(height)}
    return {Totals.NONE: rows | columns, Totals.ROWS: columns, Totals.BOTH: set()}[totals]


def others(counts: Counts, cover: Cover, totals: Totals) -> Iterator[dict[Place, int]]:
    """Other tables that print the same: each number that is hidden one more, one less or as it is.

    Nothing that is hidden is nought in them, unless it is in the table itself: a reader may know that.
    """
    inner = [place for place in cover.hidden if place[0] < len(counts) and place[1] < len(counts[0])]
    own = whole(counts)
    secret = cover.hidden | unprinted(counts, totals)
    for steps in product((-1, 0, 1), repeat=len(inner)):
        changed = [list(row) for row in counts]
        for (row, column), step in zip(inner, steps, strict=True):
            changed[row][column] += step
        now = whole(changed)
        same = all(now[place] == own[place] for place in own if place not in secret)
        if same and all(now[place] >= min(1, own[place]) for place in cover.hidden):
            yield now


def given_away(counts: Counts, cover: Cover, totals: Totals) -> set[Place]:
    """What is hidden and the same in every table that prints the same."""
    own, left = whole(counts), set(cover.hidden)
    for other in others(counts, cover, totals):
        left = {place for place in left if other[place] == own[place]}
        if not left:
            break
    return left


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from(Totals), st.integers(2, 6), st.booleans())
def test_nothing_hidden_can_be_worked_out(counts: Counts, totals: Totals, threshold: int, zeros: bool) -> None:
    """For every number that is hidden there is another table that prints the same and has another number there."""
    cover = suppress(counts, threshold, totals, zeros=zeros)
    assert not given_away(counts, cover, totals)


@settings(max_examples=80)
@given(tables(4, 4, 40), st.sampled_from(Totals), st.integers(2, 6))
def test_no_small_number_is_printed(counts: Counts, totals: Totals, threshold: int) -> None:
    cover = suppress(counts, threshold, totals)
    shown = {place: n for place, n in whole(counts).items() if place not in cover.hidden | unprinted(counts, totals)}
    assert not [place for place, count in shown.items() if 1 <= count < threshold]


@settings(max_examples=60)
@given(tables(4, 4, 40), st.sampled_from(Totals))
def test_nothing_is_hidden_where_nothing_is_small(counts: Counts, totals: Totals) -> None:
    big = [[0 if count == 0 else count + 5 for count in row] for row in counts]
    assert not suppress(big, 5, totals).hidden


def test_one_small_number_takes_a_second_in_its_row_and_column() -> None:
    """Alone it would be the total less the others."""
    counts = [[3, 20, 30], [11, 12, 40], [50, 60, 70]]
    cover = suppress(counts, 5)
    assert cover.hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert not given_away(counts, cover, Totals.BOTH)


def test_in_one_row_with_its_total_two_numbers_are_hidden() -> None:
    assert suppress([[2, 9, 30]], 5, Totals.ROWS).hidden == {(0, 0), (0, 1)}


def test_two_ones_beside_a_total_are_not_enough() -> None:
    """Together they are two: a reader who knows that neither is nought would know both."""
    assert suppress([[1, 1, 9, 30]], 5, Totals.ROWS).hidden == {(0, 0), (0, 1), (0, 2)}


def test_a_number_is_hidden_with_it_before_nought_and_before_the_total() -> None:
    """Nought protects least, and a total is what readers look for."""
    assert suppress([[3, 0, 50]], 5, Totals.ROWS).hidden == {(0, 0), (0, 2)}
    assert suppress([[3, 60, 50]], 5, Totals.ROWS).hidden == {(0, 0), (0, 2)}
    assert suppress([[3, 0, 3]], 5, Totals.ROWS).hidden == {(0, 0), (0, 2)}


def test_nothing_more_is_hidden_than_has_to_be() -> None:
    """Two small numbers in one row and column each protect the other."""
    counts = [[3, 4, 30], [2, 3, 40], [50, 60, 70]]
    assert suppress(counts, 5).hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_without_totals_small_numbers_alone_are_hidden() -> None:
    assert suppress([[1, 20], [30, 40]], 5, Totals.NONE).hidden == {(0, 0)}


def test_a_small_total_is_hidden_with_what_adds_up_to_it() -> None:
    cover = suppress([[3, 0], [20, 30]], 5, Totals.ROWS)
    assert cover.hides_row_total(0)
    assert cover.hides(0, 0)
    assert not cover.hides_row_total(1)


def test_a_table_of_nought_stays_as_it_is() -> None:
    assert not suppress([[0, 0], [0, 0]], 5).hidden
    assert suppress([[0, 0], [0, 0]], 5, zeros=True).hides(0, 0)
    assert not suppress([], 5).hidden


COLUMNS = (Head("a", "A"), Head("b", "B"), Head("c", "C"))
ROWS = (Head("first", "First"), Head("second", "Second"))


def rows_of(**counts: tuple[int, ...]) -> list[Judged]:
    return [
        Judged(row, f"{row}-{column.code}-{number}", column.code)
        for row, numbers in counts.items()
        for column, count in zip(COLUMNS, numbers, strict=True)
        for number in range(count)
    ]


def test_a_committee_reads_no_small_number_and_no_percentage_that_gives_one_away() -> None:
    left_out = [Judged("first", "nobody", None, "Not known")]
    grid = grid_of("Table", COLUMNS, ROWS, [*rows_of(first=(2, 10, 30), second=(3, 0, 0)), *left_out])
    page = committee(grid)
    assert (page.title, page.columns) == ("Table", ("A", "B", "C"))
    assert [row.title for row in page.rows] == ["First", "Second"]
    assert page.rows[0].counts == ("*", "*", "30")
    assert page.rows[0].percents == ("*", "*", "71%")
    assert page.rows[0].of == "42"
    assert page.rows[0].left_out == (("Not known", "*"),)
    assert page.rows[1].of == "*"
    assert page.rows[1].percents == ("*", "*", "*")
    assert page.notes == ("* stands for a number under 5, or for one that would let such a number be worked out.",)


def test_the_service_itself_reads_everything_with_the_caution() -> None:
    grid = grid_of("Table", COLUMNS, ROWS, rows_of(first=(2, 10, 30), second=(3, 0, 0)))
    page = printed(grid)
    assert page.rows[1].counts == ("3", "0", "0")
    assert page.rows[1].percents == ("100%", "0%", "0%")
    assert page.notes == (
        "There are only 3 cases: one case more or less moves a figure by about 33 percentage points.",
    )


@pytest.mark.parametrize("column", ["d", "A"])
def test_a_column_that_the_table_does_not_have_is_refused(column: str) -> None:
    with pytest.raises(ValueError, match="no column"):
        grid_of("Table", COLUMNS, ROWS, [Judged("first", "x", column)])


def test_a_record_that_stands_twice_in_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        grid_of("Table", COLUMNS, ROWS, [Judged("first", "x", "a"), Judged("first", "x", "b")])
    with pytest.raises(ValueError, match="no row"):
        grid_of("Table", COLUMNS, ROWS, [Judged("third", "x", "a")])


def test_columns_list_each_record_once() -> None:
    grid = grid_of("Table", COLUMNS, ROWS, [Judged("first", "x", "a"), Judged("second", "x", "a")])
    assert grid.column_ids == (("x",), (), ())
    assert grid.column_totals == (1, 0, 0)
    with pytest.raises(KeyError):
        grid.row("third")
