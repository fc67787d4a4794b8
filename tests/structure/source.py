"""The project's own Python files, parsed once, and the few questions that the structure tests ask of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMS = ("casework", "desktop", "server", "demonstration", "resources")
FOLDERS = (*PROGRAMS, "tests", "tooling", "installer")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file. ``name`` is its path from the root, with forward slashes."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed file."""
        return ast.parse(self.text, self.name)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Return every node of the file."""
        return list(ast.walk(self.tree))

    @property
    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in self.nodes if isinstance(node, Function))

    @property
    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call, with the dotted name of what is called: ``self.button.clicked.connect``."""
        return ((node, dotted_name(node.func)) for node in self.nodes if isinstance(node, ast.Call))

    @property
    def imports(self) -> Iterator[tuple[ast.AST, str]]:
        """Every imported name, dotted: ``datetime.datetime``, ``unittest.mock``."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)

    def place(self, node: ast.AST) -> str:
        """Return where ``node`` stands, as a terminal can open it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def dotted_name(node: ast.expr) -> str:
    """Return ``a.b.c`` for a chain of attributes; anything else in the chain reads ``?``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    return "?"


@cache
def load_sources() -> tuple[Source, ...]:
    """Read every Python file of the project, in the order of their names."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)
