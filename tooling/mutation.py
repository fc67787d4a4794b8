"""Tries how much the quick tests of the rules notice: changes one thing at a time and sees whether a test fails.

    make mutation                                             all of casework/rules
    make mutation PATHS="casework/rules/term.py casework/rules/instrument"
    make mutation PATHS=casework/rules/term.py AGAIN=1        all but what the run before noticed
    make mutation PATHS=casework/rules/term.py TESTS=tests/casework/test_term.py WORKERS=1

Prints a line a module and then every change that no test noticed, which is either a missing promise or explained in
docs/mutation.md. It works in a copy below .mutation and never changes a file of the checkout; how a change is tried is
said in tooling/trial.py. What it cannot change: properties and other decorated functions, and what is written outside
of functions.
"""

import ast
import difflib
import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path

from tooling.beside import ROOT, install

COPIES = ROOT / ".mutation"
COPIED = ("casework", "demonstration", "desktop", "resources", "server", "tests", "tooling")
ALL = "casework/rules"
TESTS = "tests/casework"
RESULTS = "results.json"

# Each of these takes longer than all the others together, and notices what belongs to the records and the ledger.
_LEFT_OUT = ("tests/casework/test_every_kind.py", "tests/casework/test_access_property.py")
_DESELECTED = (
    "tests/casework/test_oversight.py::test_any_edit_of_any_field_is_another_version_and_uncountersigns",
    "tests/casework/test_person_copy.py::test_of_a_thousand_plans_nothing_leaks_and_nothing_hints",
)
_NOTICED = frozenset({1})
_NEVER_REACHED = 33
_OUT_OF_TIME = frozenset({-24, -9})


@dataclass
class Tally:
    """What became of the changes to one module; `left` holds the names of those that no test noticed."""

    noticed: int = 0
    out_of_time: int = 0
    left: list[str] = field(default_factory=list)

    def total(self) -> int:
        """All changes that were tried."""
        return self.noticed + self.out_of_time + len(self.left)

    def line(self, module: str) -> str:
        """The module's line: score in per cent, all, noticed, out of time (a loop that does not end), not noticed."""
        score = 100 * (self.total() - len(self.left)) / self.total() if self.total() else 100.0
        return f"{score:6.1f} {self.total():6} {self.noticed:6} {self.out_of_time:6} {len(self.left):6}  {module}"


def main() -> None:
    """Try the paths that are named."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", default=[ALL])
    parser.add_argument("--tests", nargs="*", default=[TESTS])
    parser.add_argument("--again", action="store_true", help="leave out what the last run of this name noticed")
    parser.add_argument("--sample", type=int, default=0, help="so many of the changes, always the same ones")
    parser.add_argument("--name", default="run", help="what the copy is called, so that several can be")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    folder: Path = COPIES / asked.name
    before = load_results(folder) if asked.again else {}
    tool = install("mutation")
    copy(folder)
    (folder / RESULTS).write_text(json.dumps(before), "utf-8")
    work = {
        "paths": asked.paths or [ALL],
        "tests": _tests(asked.tests or [TESTS]),
        "skip": [name for name, code in before.items() if code in _NOTICED | _OUT_OF_TIME],
        "sample": asked.sample,
        "workers": asked.workers,
    }
    command = [sys.executable, "-m", "tooling.trial"]
    status = subprocess.run(
        command, cwd=folder, env=_environment(tool), input=json.dumps(work), text=True, check=False
    ).returncode
    if status:
        sys.exit(status)
    report(folder, tally(load_results(folder)))


def copy(folder: Path) -> None:
    """Make the copy that is changed."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(settings + '\n[tool.mutmut]\nsource_paths = ["casework"]\n', "utf-8")


def _tests(paths: list[str]) -> list[str]:
    left_out = [f"--ignore={path}" for path in _LEFT_OUT]
    return [*paths, *left_out, *(f"--deselect={test}" for test in _DESELECTED)]


def _environment(tool: Path) -> dict[str, str]:
    # Examples are drawn from a fixed seed, so that a second run says the same.
    return {**os.environ, "PYTHONPATH": str(tool), "CI": "1", "QT_QPA_PLATFORM": "offscreen"}


def load_results(folder: Path) -> dict[str, int]:
    """Read what came of each change; nothing where there has been no run."""
    path = folder / RESULTS
    results: dict[str, int] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return results


def tally(results: dict[str, int]) -> dict[str, Tally]:
    """Count the results by module, as a path."""
    tallies: dict[str, Tally] = {}
    for name, code in sorted(results.items(), key=lambda one: one[0].rpartition(".")[0]):
        found = tallies.setdefault(name.rpartition(".")[0].replace(".", "/") + ".py", Tally())
        if code in _NOTICED:
            found.noticed += 1
        elif code in _OUT_OF_TIME:
            found.out_of_time += 1
        else:
            found.left.append(f"{name} (never reached)" if code == _NEVER_REACHED else name)
    return tallies


def report(folder: Path, tallies: dict[str, Tally]) -> None:
    """Print a line a module, one for all of them, and what was not noticed."""
    print(" score    all caught   time   left  module")
    whole = Tally()
    for module, one in tallies.items():
        print(one.line(module))
        whole.noticed += one.noticed
        whole.out_of_time += one.out_of_time
        whole.left += one.left
    print(whole.line("all of them"))
    for module, one in tallies.items():
        sources = _functions(folder / module) if one.left else {}
        for name in one.left:
            print(f"\n--- {name}")
            print("\n".join(_difference(sources, name)))


def _functions(path: Path) -> dict[str, list[str]]:
    """The lines of every function of a file in which each change is a function of its own."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {node.name: lines[node.lineno : node.end_lineno] for node in found}


def _difference(sources: dict[str, list[str]], name: str) -> list[str]:
    changed = name.partition(" ")[0].rpartition(".")[2]
    before = f"{changed.rpartition('__mutmut_')[0]}__mutmut_orig"
    differing = difflib.unified_diff(sources.get(before, []), sources.get(changed, []), n=0, lineterm="")
    return [line for line in differing if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


if __name__ == "__main__":
    main()
