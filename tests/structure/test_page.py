"""Pages that are made from the code say what the code says."""

from tooling import kinds_page


def test_the_page_of_kinds_is_what_the_declarations_say() -> None:
    """After a change of a kind: `.venv/bin/python -m tooling.kinds_page`."""
    assert kinds_page.PAGE.read_text("utf-8") == kinds_page.page()
