"""Tries how much the quick tests of the rules notice: changes one thing at a time and sees whether a test fails.

    make mutation                                             all of casework/rules (some hours)
    make mutation PATHS="casework/rules/term.py casework/rules/instrument"
    make mutation PATHS=casework/rules/term.py WORKERS=1

Prints a line a module and then every change that no test noticed, which is either a missing promise or explained in
docs/mutation.md. It works in a copy, .mutation, and never changes a file of the checkout. What it cannot change:
properties and other decorated functions, and what is written outside of functions.
"""

import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPY = ROOT / ".mutation"
TOOL = ROOT / ".venv" / "mutation"
LOCK = ROOT / "requirements" / "lock-mutation.txt"
COPIED = ("casework", "demonstration", "desktop", "resources", "server", "tests", "tooling")
ALL = "casework/rules"

# Each of these takes longer than all the others together, and notices what belongs to the records and the ledger.
_LEFT_OUT = ("tests/casework/test_every_kind.py", "tests/casework/test_access_property.py")
_PLUGINS = ("randomly", "xdist", "pytest_cov")
_NOTICED = frozenset({1, 3})
_NEVER_REACHED = frozenset({5, 33})
_OUT_OF_TIME = frozenset({-24, 24, 36, 152, 255})


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
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    install()
    copy(asked.paths or [ALL])
    status = subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(asked.workers)],
        cwd=COPY,
        env=_environment(),
        check=False,
    ).returncode
    if status:
        sys.exit(status)
    report(load_tallies(COPY / "mutants"))


def install() -> None:
    """Install the tool beside the packages of the tests, from its own lock, once for each lock."""
    stamp = TOOL / "lock"
    if stamp.is_file() and stamp.read_bytes() == LOCK.read_bytes():
        return
    shutil.rmtree(TOOL, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    options = ["--require-hashes", "--only-binary", ":all:", "--target", str(TOOL), "-r", str(LOCK)]
    subprocess.run([*command, *options], check=True)
    shutil.copy(LOCK, stamp)


def copy(paths: list[str]) -> None:
    """Make the copy that is changed, with the settings for these paths."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, COPY / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (COPY / "pyproject.toml").write_text(settings + _settings(paths), "utf-8")


def _settings(paths: list[str]) -> str:
    patterns = [path if path.endswith(".py") else f"{path.rstrip('/')}/*" for path in paths]
    lines = {
        "source_paths": ["casework"],
        "only_mutate": patterns,
        "also_copy": [name for name in COPIED if name != "casework"],
        "pytest_add_cli_args": ["-o", "timeout=0", *(f"-pno:{name}" for name in _PLUGINS)],
        "pytest_add_cli_args_test_selection": tests_of(paths),
    }
    return "\n[tool.mutmut]\nuse_git_change_detection = false\n" + "".join(
        f"{name} = {json.dumps(value)}\n" for name, value in lines.items()
    )


def tests_of(paths: list[str]) -> list[str]:
    """Find the tests of these paths: those that import one of them, and the folder that is called like the package."""
    modules = [path.removesuffix(".py").strip("/").replace("/", ".") for path in paths]
    imported = re.compile("|".join(rf"\b{re.escape(module)}\b" for module in modules))
    files = sorted((ROOT / "tests" / "casework").rglob("test_*.py"))
    folders = {Path(path).name for path in paths}
    found = [path for path in files if path.parent.name in folders or imported.search(path.read_text("utf-8"))]
    return [str(path.relative_to(ROOT)) for path in found if str(path.relative_to(ROOT)) not in _LEFT_OUT]


def _environment() -> dict[str, str]:
    # Examples are drawn from a fixed seed, so that a second run says the same.
    return {**os.environ, "PYTHONPATH": str(TOOL), "CI": "1", "QT_QPA_PLATFORM": "offscreen"}


def load_tallies(folder: Path) -> dict[str, Tally]:
    """Read the results below a folder, by module as a path."""
    tallies: dict[str, Tally] = {}
    for path in sorted(folder.rglob("*.py.meta")):
        results: dict[str, int | None] = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        tally = Tally()
        for name, code in results.items():
            if code in _NOTICED:
                tally.noticed += 1
            elif code in _OUT_OF_TIME:
                tally.out_of_time += 1
            else:
                tally.left.append(f"{name} (never reached)" if code in _NEVER_REACHED else name)
        if results:
            tallies[str(path.relative_to(folder)).removesuffix(".meta")] = tally
    return tallies


def report(tallies: dict[str, Tally]) -> None:
    """Print a line a module, one for all of them, and what was not noticed."""
    print(" score    all caught   time   left  module")
    whole = Tally()
    for module, tally in tallies.items():
        print(tally.line(module))
        whole.noticed += tally.noticed
        whole.out_of_time += tally.out_of_time
        whole.left += tally.left
    print(whole.line("all of them"))
    for module, tally in tallies.items():
        sources = _functions(COPY / "mutants" / module) if tally.left else {}
        for name in tally.left:
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
