"""Nothing is decided by words that somebody is shown: in another language they are others."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.structure.source import load_sources

PROGRAMS = ("desktop/views/", "desktop/services/", "casework/")
ASKING = frozenset(
    {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "index", "find"}
)
WORDS = re.compile(r"[A-Z][a-z]+[ :]?|.*[a-z]{2,} [a-z]{2,}.*|[A-Z][a-z]+ .*")
BRIDGE = "english_of"
"""For what is recorded, sent or read by a program: no question is asked of it."""
DATA = frozenset({"English", "Pd"})
"""A language that is recorded, and Unicode's name of dashes: never said."""


def test_nothing_is_decided_by_words_that_are_shown() -> None:
    found = [
        f"{source.place(node)} {text!r}"
        for source in load_sources()
        if source.name.startswith(PROGRAMS)
        for node, text in decided(source.tree)
    ]
    assert not found, "\n".join(["ask a code, the name of a field, or `field_about` (decision 0023):", *found])


@pytest.mark.parametrize(
    ("code", "finds"),
    [
        ("sentence.startswith('Reason')", 1),
        ("sentence.startswith(('Still in force', 'Nobody'))", 2),
        ("'serious harm' in title", 1),
        ("whose == 'You'", 1),
        ("english_of(sentence).startswith('Reason')", 1),
        ("def field_of(self, sentence):\n    return sentence.startswith('Reason')", 1),
        ("english_of(sentence) == english_of(WHOM)", 1),
        ("field_about(sentence) == 'reason'", 0),
        ("kind == 'police_report'", 0),
        ("'x' in title", 0),
    ],
)
def test_it_finds_what_it_is_for(code: str, finds: int) -> None:
    assert len(list(decided(ast.parse(code)))) == finds


def decided(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Texts with words in them that something is compared with."""
    for child in ast.iter_child_nodes(node):
        yield from _asked(child)
        yield from decided(child)


def _asked(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    sides: list[ast.expr] = []
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
        sides = [node.func.value, *node.args]
    if any(isinstance(side, ast.Call) and ast.unparse(side.func) == BRIDGE for side in sides):
        yield node, BRIDGE
        return
    for side in sides:
        for one in side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side]:
            text = one.value if isinstance(one, ast.Constant) else None
            if isinstance(text, str) and WORDS.fullmatch(text) and text not in DATA:
                yield node, text
