"""The page of what is built tells the truth about where things are."""

from collections import Counter

from tooling import coverage_page

ITEMS = coverage_page.load_items()


def test_every_item_of_the_standards_stands_there_once() -> None:
    assert [item.number for item in ITEMS] == list(range(1, coverage_page.ITEMS + 1))


def test_every_module_and_test_that_is_named_exists() -> None:
    """After moving something: mend tooling/coverage.toml."""
    assert list(coverage_page.missing(ITEMS)) == []


def test_the_page_is_what_the_data_says() -> None:
    """After a change: `.venv/bin/python -m tooling.coverage_page`."""
    assert coverage_page.PAGE.read_text("utf-8") == coverage_page.page(ITEMS)


def test_the_counts_at_the_top_are_those_of_the_table() -> None:
    """Counted again from the rows of the page."""
    lines = coverage_page.PAGE.read_text("utf-8").splitlines()
    counted = Counter(line.split(" | ")[3] for line in lines if line[2:3].isdigit())
    top = [line.strip("| ").split(" | ") for line in lines if line.endswith(" |") and line.count("|") == 3]
    wanted = [[state, str(counted[state])] for state in coverage_page.STATES]
    assert [cells for cells in top if cells[1].isdigit()] == [*wanted, ["all", str(coverage_page.ITEMS)]]


def test_something_that_is_not_there_is_found_out() -> None:
    """The check itself works."""
    moved = ITEMS[0].model_copy(update={"code": ("casework/gone.py",), "tests": ("tests/suite.py::test_gone",)})
    assert list(coverage_page.missing([moved])) == ["1: casework/gone.py", "1: tests/suite.py::test_gone"]
