"""Whoever writes a sentence for a page says it, so that it can be said in another language."""

import ast
import re
from collections.abc import Iterator

import pytest

from desktop.views.theme.font import FAMILY
from desktop.views.theme.theme import STYLE
from tests.structure.source import Source, dotted_name, load_sources
from tooling.strings import all_said

_WORDS = re.compile(r"[A-Za-z’”)…,:.]\s+[A-Za-z“(]")
_SAYING = frozenset({"say", "say_count"})
_NAMING = _SAYING | {"say_name", "field_title", "kind_title", "put_together"}

NO_WORDS = re.compile(
    # Style sheets, patterns of days and of what is looked for, types of files, colours, keys, addresses; markup,
    # the typeface by which Qt finds it, and what a theme is called in the tests.
    r"\bstyle=|^Atkinson Hyperlegible|, more contrast$|"
    r"[{};]|\\|^\(|^[a-z-]+:|%[HMdYm]|^[dMy ]+$|\*\.|^(Q[A-Z]\w+)|^(Ctrl|Alt|Shift)\+|//|^[\w.-]+/[\w.-]+;"
)
"""The shapes of what has a blank in it and is read by nobody."""

_BEGINNINGS = "_FIELDS"
"""The English beginnings of sentences, by which the field is found that a sentence is about (`english_of`)."""

NOT_SHOWN = frozenset(
    {"ValueError", "TypeError", "KeyError", "RuntimeError", "LookupError", "AssertionError", "setObjectName",
     "setProperty", "findChild", "findChildren", "setStyleSheet", "compile", "startswith", "endswith", "removeprefix",
     "removesuffix", "replace", "partition", "write", "TypeVar", "getattr", "hasattr", "setattr", "Palette"}
)  # fmt: skip
"""What is called with words that a program reads, or the person who writes it."""


def test_every_sentence_of_a_page_is_said() -> None:
    """`say("…")`, `say_count(number, "…", "…")` of `casework.words`: see docs/translating.md."""
    found = [
        f"{source.place(node)} {text!r}"
        for source in load_sources()
        if source.name.startswith("desktop/views/")
        for node, text in unsaid(source)
    ]
    assert not found, "\n".join(["say it:", *found])


def test_what_is_said_stands_there_as_it_is() -> None:
    """A sentence that is put together first is found by nobody who translates; a part without a name neither."""
    assert len(all_said()) > 5000


def unsaid(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Texts with words in them that are neither said, nor documentation, nor of a shape that nobody reads."""
    yield from _unsaid(source.tree)


def _unsaid(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for child in _shown(node):
        if isinstance(child, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in child.values)
            if _is_words(text) and not _only_parts(child):
                yield child, text
            yield from (
                found for part in child.values if isinstance(part, ast.FormattedValue) for found in _unsaid(part)
            )
        elif isinstance(child, ast.Constant) and isinstance(child.value, str):
            if _is_words(child.value):
                yield child, child.value
        else:
            yield from _unsaid(child)


def _shown(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a piece of code in which a text may be one that is shown."""
    left: list[ast.AST | None] = []
    if isinstance(node, ast.Call):
        name = dotted_name(node.func).rsplit(".", 1)[-1]
        if name in NOT_SHOWN:
            return
        # Not `desk.say(…)`: that shows what it is given, and says nothing in another language.
        if isinstance(node.func, ast.Name) and name in _SAYING:
            left = [*node.args]
    if isinstance(node, ast.Compare | ast.Assert | ast.MatchValue) or _is_documentation(node) or _is_beginnings(node):
        return
    if isinstance(node, ast.arg | ast.AnnAssign):
        left.append(node.annotation)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        left.append(node.returns)
    if isinstance(node, ast.Subscript):
        left.append(node.slice)
    if isinstance(node, ast.Dict):
        left += node.keys
    yield from (child for child in ast.iter_child_nodes(node) if not any(child is one for one in left))


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_beginnings(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and [dotted_name(one) for one in node.targets] == [_BEGINNINGS]


def _is_words(text: str) -> bool:
    return bool(_WORDS.search(text)) and not NO_WORDS.search(text)


def _only_parts(node: ast.JoinedStr) -> bool:
    """Whether nothing but signs stands between the parts."""
    return not any(isinstance(part, ast.Constant) and re.search("[A-Za-z]", str(part.value)) for part in node.values)


def test_what_qt_looks_up_by_its_name_is_not_said() -> None:
    """Translated, the typeface, its files and the style would not be found, and markup would be shown."""
    texts = {said.text for said in all_said()}
    assert not texts & {FAMILY, STYLE, "Regular", "Bold"}
    assert not [text for text in texts if re.search(r"<\w+ \w+=", text)]


@pytest.mark.parametrize(
    ("code", "finds"),
    [
        ("class A(Enum):\n    B = say('Here')", 1),
        ("class A(StrEnum):\n    B = say_count(1, 'One', 'Many')", 1),
        ("class A(Choice):\n    B = say('Here'), 'x'", 1),
        ("class A(Choice):\n    B = 'here', say('Here')", 0),
        ("days = {say('Here'): 1}", 1),
        ("days = {say(one): 1 for one in many}", 1),
        ("days = {1: say('Here')}", 0),
        ("seen = {say('Here')}", 1),
        ("seen = {say(one) for one in many}", 1),
        ("days[say('Here')] = 1", 1),
        ("if words == say('Here'):\n    pass", 1),
        ("who: Annotated[str, Field(title=say('Who'))]", 0),
    ],
)
def test_it_finds_what_would_merge(code: str, finds: int) -> None:
    assert len(list(merging(ast.parse(code)))) == finds


def test_nothing_is_told_apart_by_what_was_said() -> None:
    """Two sentences that one language tells apart may be alike in another: members and keys would become one."""
    found = [
        f"{source.place(node)} {ast.unparse(node)}"
        for source in load_sources()
        if source.name.startswith(("desktop/", "casework/"))
        for node in merging(source.tree)
    ]
    assert not found, "\n".join(["give it a code, and its words beside it:", *found])


def merging(tree: ast.AST) -> Iterator[ast.AST]:
    """Words that were said, where something is told from another by them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            dotted_name(base).rsplit(".", 1)[-1].endswith(("Enum", "Choice")) for base in node.bases
        ):
            yield from (one.value for one in node.body if isinstance(one, ast.Assign) and _is_said(_code(one.value)))
        elif isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key is not None and _is_said(key))
        elif isinstance(node, ast.DictComp):
            yield from [node.key] if _is_said(node.key) else []
        elif isinstance(node, ast.Set):
            yield from (one for one in node.elts if _is_said(one))
        elif isinstance(node, ast.SetComp):
            yield from [node.elt] if _is_said(node.elt) else []
        elif isinstance(node, ast.Subscript):
            yield from [node.slice] if _is_said(node.slice) else []
        elif isinstance(node, ast.Compare):
            yield from (one for one in (node.left, *node.comparators) if _is_said(one))


def _code(value: ast.expr) -> ast.expr:
    """What a member of a list of choices is found by: the first of what it is made from."""
    return value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func) in _NAMING
