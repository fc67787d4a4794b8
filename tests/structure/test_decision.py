"""A number names one decision: code, pages and people refer to it by that alone."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.source import ROOT
from tests.structure.test_repository import BINARY, load_paths

FOLDER = ROOT / "docs" / "decisions"
_REFERRED = re.compile(r"\[decision (\d+)\]\([^)]*?(\d{4})-[^)]*\)|docs/decisions/(\d{4})\)")


def test_every_number_is_given_once() -> None:
    """Two people who write at the same time take the same next number."""
    given = Counter(path.name[:4] for path in FOLDER.glob("[0-9]*.md"))
    assert given
    assert [number for number, times in given.items() if times > 1] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_the_title_bears_the_number_of_the_file(path: Path) -> None:
    """One of the two was forgotten when it was renumbered."""
    title = re.match(r"# 0*(\d+)\b", path.read_text("utf-8"))
    assert title
    assert int(title[1]) == int(path.name[:4])


def test_whoever_refers_to_a_decision_says_its_number() -> None:
    """The number in the words is that of the page, and there is such a page."""
    known = {int(path.name[:4]) for path in FOLDER.glob("[0-9]*.md")}
    found = [
        (path.name, {int(number) for number in match if number})
        for path in load_paths()
        if path.suffix not in BINARY
        for match in _REFERRED.findall(path.read_text("utf-8", errors="replace"))
    ]
    assert len(found) > 10
    assert [one for one in found if len(one[1]) > 1 or not one[1] <= known] == []
