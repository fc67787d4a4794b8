"""The pages of what is promised name only code and tests that exist."""

import re

import pytest

from tests.structure.source import ROOT

PAGE = ROOT / "docs" / "threat-model.md"
_NAMED = re.compile(r"`((?:tests/|casework/|desktop/|server/|…)[^`]*)`")


@pytest.mark.parametrize("page", ["threat-model.md", "asvs.md", "data-protection.md"])
def test_every_file_and_test_that_is_named_exists(page: str) -> None:
    """After moving something: mend the page."""
    assert not missing((ROOT / "docs" / page).read_text("utf-8"))


def test_what_is_not_there_is_found_out() -> None:
    """The check itself works."""
    text = "`server/gone.py` `tests/suite.py::test_gone` `tests/suite.py` `…::test_gone`"
    assert missing(text) == ["server/gone.py", "tests/suite.py::test_gone", "tests/suite.py::test_gone"]


def test_every_promise_has_a_test_or_says_that_it_has_none() -> None:
    """The last column of every row of the promises."""
    lines = PAGE.read_text("utf-8").partition("## Laptop")[2].splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| promise")]
    assert rows
    words = ("tests/", "**not yet**", "two tests above")
    assert not [row for row in rows if not any(word in row for word in words)]


def missing(text: str) -> list[str]:
    """What a page names and is not there; `…` stands for the file named last."""
    found, file = [], ""
    for name in _NAMED.findall(text):
        path, _, test = name.partition("::")
        file = file if path == "…" else path
        whole = ROOT / file
        body = whole.read_text("utf-8") if whole.is_file() else ""
        if not whole.exists() or (test and f"def {test}(" not in body):
            found.append(f"{file}::{test}" if test else file)
    return found
