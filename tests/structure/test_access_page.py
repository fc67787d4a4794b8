"""The page of who may do what says what the code does."""

from tooling import access_page


def test_the_page_of_access_is_what_the_table_says() -> None:
    """After a change of the table: `.venv/bin/python -m tooling.access_page`."""
    assert access_page.PAGE.read_text("utf-8") == access_page.page()
