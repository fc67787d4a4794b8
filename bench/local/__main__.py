"""Measures the laptop by itself: ``python -m bench.local --rounds 5``; see docs/speed.md.

Every figure stands beside a bare floor that was measured in turn with it, so that a busy machine slows both: only the
ratio means anything. JSON lines to a file, a report to the screen.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.local.inside import open_cases, percentile, search_as_typed, take_in, the_day, unlock_once
from bench.local.made import SEED, caseload, made_profile, made_store, office_with
from bench.workload import Planned, Writer

RESULTS = Path(".bench/local.jsonl")
PARTS = ("window", "insert", "unlock", "day", "open", "timeline", "search")
NOTES, NOTE_CASES = 100_000, 200
TIMELINE = 250
_ROOT = Path(__file__).parents[2]


class Bench:
    """Rounds of every part, each floor in turn with what is measured."""

    def __init__(self, folder: Path, rounds: int, cases: int, notes: int, results: Path) -> None:
        self.folder, self.rounds, self.cases, self.notes, self.results = folder, rounds, cases, notes, results
        self.planned = caseload(cases)
        self.round = 0

    def emit(self, operation: str, who: str, figures: dict[str, Any]) -> None:
        """Keep one figure."""
        row = {"op": operation, "who": who, "round": self.round, "load": round(os.getloadavg()[0], 1), **figures}
        with self.results.open("a") as file:
            file.write(json.dumps(row) + "\n")

    def window(self) -> None:
        """The first window beside a bare one, each in a process of its own."""
        made_profile(self.folder / "home", office_with(1, []))
        for number in range(self.rounds * 2 + 1):
            self.round = number
            for who, name in (("a bare PySide6 window", "bare"), ("doorstep", "doorstep")):
                found = _window(name, self.folder / "home")
                if self.round:  # the first of each finds nothing in memory
                    self.emit("first window", who, found)

    def insert(self) -> None:
        """A first download taken in."""
        for number in range(1, self.rounds + 1):
            self.round = number
            take_in(self._new("insert"), self.planned, self.cases, self.emit)

    def unlock(self) -> None:
        """A store of the whole caseload unlocked."""
        laptop, profile = made_profile(self.folder / "unlock", office_with(self.cases, self.planned))
        for number in range(self.rounds + 1):
            self.round = number
            unlock_once(laptop, profile, self.emit if self.round else _nowhere)

    def day(self) -> None:
        """Today and Caseload of the whole caseload."""
        made = made_store(self._new("day"), self.cases, self.planned)
        for number in range(self.rounds + 1):
            self.round = number
            the_day(made, self.emit if number else _nowhere)

    def open(self) -> None:
        """The page of a person among the whole caseload."""
        made = made_store(self._new("open"), self.cases, self.planned)
        for number in range(1, self.rounds + 1):
            self.round = number
            open_cases(made, self.emit, made.cases[:: max(1, self.cases // 10)])

    def timeline(self) -> None:
        """The page of somebody of whom there are 250 contacts."""
        contacts = [Planned(0, one.kind, one.values) for one in Writer(SEED + 1).contacts(TIMELINE)]
        made = made_store(self._new("timeline"), 4, contacts)
        for number in range(1, self.rounds * 2 + 1):
            self.round = number
            open_cases(made, self.emit, made.cases[:1], f"open a case of {TIMELINE} contacts")

    def search(self) -> None:
        """Search among very many notes."""
        notes = Writer(SEED + 2).contacts(self.notes, NOTE_CASES)
        made = made_store(self._new("search"), NOTE_CASES, notes)
        for number in range(1, self.rounds + 1):
            self.round = number
            search_as_typed(made, self.emit, notes, self.round)

    def _new(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


def _nowhere(_operation: str, _who: str, _figures: dict[str, Any]) -> None:
    """The first time warms up."""


def _window(name: str, home: Path) -> dict[str, Any]:
    environment = {**os.environ, "DOORSTEP_HOME": str(home)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "bench.local.window", name]
    done = subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(rows: Sequence[dict[str, Any]]) -> str:
    """Medians with their spread, and how many times its floor each is."""
    lines = [
        "| what | who | runs | median ms (processor) | least–most | 95th | × floor | MB | × floor |",
        "|" + "---|" * 9,
    ]
    for operation in dict.fromkeys(row["op"] for row in rows):
        mine = [row for row in rows if row["op"] == operation]
        own = [row for row in mine if row["who"] == "doorstep"]
        for who in dict.fromkeys(row["who"] for row in mine):
            found = [row for row in mine if row["who"] == who]
            cpu = [row["cpu"] * 1000 for row in found]
            memory = [row["mb"] for row in found if "mb" in row]
            times = "" if who == "doorstep" else f"{_median(own, 'cpu') / _median(found, 'cpu'):.2f}"
            large = "" if who == "doorstep" or not memory else f"{_median(own, 'mb') / _median(found, 'mb'):.2f}"
            held = f"{statistics.median(memory):.1f}" if memory else ""
            spread = f"{min(cpu):.2f}–{max(cpu):.2f}"
            middle, late = statistics.median(cpu), percentile(cpu, 95)
            cells = [operation, who, len(cpu), f"{middle:.2f}", spread, f"{late:.2f}", times, held, large]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _median(rows: Sequence[dict[str, Any]], name: str) -> float:
    return float(statistics.median(row[name] for row in rows))


def main() -> None:
    """Run what is asked for, and print the report of it."""
    parser = argparse.ArgumentParser(prog="bench.local", description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, help=" ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--notes", type=int, default=NOTES)
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args()
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.unlink(missing_ok=True)
    # As in the program, where only the windows' thread looks for rubbish, when it has nothing else to do.
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="doorstep-local-") as folder:
        bench = Bench(Path(folder), given.rounds, given.cases, given.notes, given.results)
        for part in given.parts:
            getattr(bench, part)()
            print(f"{part}: done", file=sys.stderr, flush=True)
    print(report([json.loads(line) for line in given.results.read_text().splitlines()]))


if __name__ == "__main__":
    main()
