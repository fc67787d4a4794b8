"""`python -m tests.parsers --minutes 10`: a line for each reader; 1 where there was a fault, whose bytes are kept."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.parsers.target import TARGETS
from tooling.beside import ROOT, install

FOUND = ROOT / ".fuzzing"
_FIGURES = ("number_of_executed_units", "new_units_added", "slowest_unit_time_sec", "peak_rss_mb")
_COVERAGE = re.compile(r"cov: (\d+)")
_KEPT = ("crash-", "timeout-", "oom-", "slow-unit-")


@dataclass(frozen=True)
class Result:
    """What came of one reader. `said`: the end of what the fuzzer wrote."""

    name: str
    code: int
    figures: dict[str, int]
    reached: int
    kept: Sequence[Path]
    said: str

    @property
    def fault(self) -> bool:
        """Whether something was found; a slow example alone is none."""
        return self.code != 0

    def line(self) -> str:
        """One line."""
        tried, added, slowest_s, memory_mb = (self.figures.get(name, 0) for name in _FIGURES)
        return (
            f"{self.name:8} {tried:>9} tried, {added:>6} that reached something new, {self.reached:>6} places reached, "
            f"slowest {slowest_s} s, {memory_mb} MB: {'a fault' if self.fault else 'no fault'}"
        )


def main() -> int:
    """Fuzz every reader that is asked for, so many at a time."""
    parser = argparse.ArgumentParser(prog="python -m tests.parsers")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TARGETS)}; all of them by default")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    strange = set(asked.names) - set(TARGETS)
    if strange:
        parser.error(f"there is no {', '.join(sorted(strange))}")
    tool = install("fuzzing")
    with ThreadPoolExecutor(asked.workers) as pool:
        run = partial(fuzz, tool, round(asked.minutes * 60), asked.seed)
        results = list(pool.map(run, asked.names or TARGETS))
    return 1 if any(result.fault for result in results) else 0


def fuzz(tool: Path, seconds: int, seed: int, name: str) -> Result:
    """Fuzz one reader and say what came of it."""
    folder = FOUND / name
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    command = [sys.executable, "-m", "tests.parsers.guided", name, str(folder), str(seconds), str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(tool), "QT_QPA_PLATFORM": "offscreen"}
    log = folder / "log"
    with log.open("wb") as out:
        code = subprocess.run(command, cwd=ROOT, env=environment, stdout=out, stderr=out, check=False).returncode
    said = log.read_text("utf-8", "replace")
    figures = {key: int(found[1]) for key in _FIGURES if (found := re.search(rf"stat::{key}:\s+(\d+)", said))}
    reached = max(map(int, _COVERAGE.findall(said)), default=0)
    kept = sorted(path for path in set(folder.iterdir()) - before if path.name.startswith(_KEPT))
    result = Result(name, code, figures, reached, kept, said[-4000:])
    sys.stdout.write(f"{result.line()}\n")
    if result.fault:
        sys.stdout.write(f"{result.said}\n")
    for path in kept:
        sys.stdout.write(f"kept: {path}\n")
    sys.stdout.flush()
    return result


if __name__ == "__main__":
    sys.exit(main())
