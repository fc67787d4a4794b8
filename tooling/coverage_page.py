"""Writes docs/coverage.md from tooling/coverage.toml: what of the 200 items of the standards is built, and where.

.venv/bin/python -m tooling.coverage_page
"""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tooling" / "coverage.toml"
PAGE = ROOT / "docs" / "coverage.md"
ITEMS = 200

State = Literal["done", "partly", "not yet", "out of scope"]
STATES: tuple[State, ...] = ("done", "partly", "not yet", "out of scope")

_HEAD = """# What of the standards is built

Every item of part 1 of the facts that this project builds on (`standards.md`): where it is in the code, which test
shows it, and what lacks. This page is written by `python -m tooling.coverage_page` from `tooling/coverage.toml`; a
test checks that each of the 200 items stands here once, that every module and test that is named exists, and that the
counts are right.

**done**: what the item asks for can be recorded and read in the application, or follows from what is recorded, and a
test shows it. Kinds of record have a form, a page, a list, search and sync by being declared (`docs/kinds.md`).
**partly**: something lacks, and the last column says what and which issue does it. Screens for seniors and duty are
issue 6, documents on paper and reports on screen issue 8, help issue 9.

Sources: S0 Dundee report 413-2009, S1 the 19 recommendations of 2009, S2 Dundee report 299-2005, S3 High Risk Offenders
Action Plan, S4 Inspection Findings 5/05 (England and Wales).
"""


class Item(BaseModel):
    """One item of part 1. `tests`: files, or `file::test`. `lacks`: what is missing, or why it is not done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=1, le=ITEMS)
    title: str = Field(min_length=1, max_length=100)
    source: str = Field(min_length=2)
    state: State
    code: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    lacks: str = ""

    @model_validator(mode="after")
    def _says_where_or_why(self) -> "Item":
        if self.state in {"done", "partly"} and not (self.code and self.tests):
            raise ValueError(f"item {self.number} names no code or no test")
        if (self.state == "done") == bool(self.lacks):
            raise ValueError(f"item {self.number}: what is done lacks nothing, and the others say what they lack")
        return self


def load_items() -> tuple[Item, ...]:
    """The items, in the order of the file."""
    return tuple(Item.model_validate(one) for one in tomllib.loads(DATA.read_text("utf-8"))["item"])


def page(items: Iterable[Item]) -> str:
    """The whole page."""
    known = sorted(items, key=lambda item: item.number)
    counts = Counter(item.state for item in known)
    summary = ["| state | items |", "|---|---|", *(f"| {state} | {counts[state]} |" for state in STATES)]
    total = f"| all | {len(known)} |"
    rows = [_row(item) for item in known]
    table = [
        "| | item | source | state | code | test | what lacks, or why not |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join([_HEAD, *summary, total, "", *table, ""])


def _row(item: Item) -> str:
    code = "<br>".join(f"`{path}`" for path in item.code)
    tests = "<br>".join(f"`{test}`" for test in item.tests)
    cells = (str(item.number), item.title, item.source, item.state, code, tests, item.lacks)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def missing(items: Iterable[Item]) -> Iterator[str]:
    """Every module and test that an item names and that does not exist."""
    for item in items:
        for path in item.code:
            if not (ROOT / path).exists():
                yield f"{item.number}: {path}"
        for test in item.tests:
            if not _is_there(test):
                yield f"{item.number}: {test}"


def _is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.is_file() or not name:
        return file.exists()
    tree = ast.parse(file.read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in ast.walk(tree))


if __name__ == "__main__":
    PAGE.write_text(page(load_items()), encoding="utf-8")
