"""Measures Doorstep's own sync on the workload: ``python -m bench --rounds 5``; see docs/speed.md.

Operations have the names that others use for theirs, so that lines of several programs can stand in one table:
a first download, b upload of 1,000, c 20 + 20 changes with 2 conflicts, d nothing changed, e 8 laptops with 500 each.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.laptop import make_laptop
from bench.office import MeasuredOffice, running
from bench.process import Child, run_together
from bench.workload import CASES, EACH, EDITS, LAPTOPS, RECORDS, UPLOAD
from tests.fakes.postgres import DURABLE, running_postgres

RESULTS = Path(".bench/results.jsonl")


@dataclass
class Round:
    """One round on one database: a server, and laptops in folders beside each other."""

    name: str
    number: int
    office: MeasuredOffice
    folder: Path
    results: Path
    together: bool = True

    def run(self) -> None:
        """All operations, in the order in which one follows from the other."""
        for name in ("first", "second", *(f"each-{number}" for number in range(LAPTOPS))):
            staff = self.office.staff[0] if name in {"first", "second"} else self.office.staff[1 + int(name[5:])]
            make_laptop(self.folder / name, self.office.url, self.office.code(staff))
        records = CASES * RECORDS
        self._measure("seed(first upload)", [self._client("seed", "first")], records)
        self._measure("a download", [self._client("first", "second")], records)
        self._emit("disk client", {"s": 0, "disk": (self.folder / "second" / "store.db").stat().st_size}, 0)
        self._measure("b upload 1000", [self._client("upload", "second")], UPLOAD)
        self._measure("d no-op", [self._client("cold", "second")], 0)
        self._measure("d no-op warm", [self._client("quiet", "second")], 0)
        own = self._client("own-edit", "second").ready()
        self._quietly("office-edit", "first")
        self._measure("c incremental", [own], 2 * EDITS)
        if self.together:
            clients = [self._client("each", f"each-{each}") for each in range(LAPTOPS)]
            self._measure("e 8x500", clients, LAPTOPS * EACH)

    def _client(self, operation: str, name: str) -> Child:
        return Child([operation, str(self.folder / name)])

    def _quietly(self, operation: str, name: str) -> None:
        run_together([self._client(operation, name)], self.office.process.pid)

    def _measure(self, operation: str, clients: list[Child], number: int) -> None:
        try:
            self._emit(operation, run_together(clients, self.office.process.pid), number)
        except RuntimeError as error:
            # One that failed leaves no line; those after it are still worth something.
            print(f"{operation}: {error}", file=sys.stderr, flush=True)
            for client in clients:
                client.kill()

    def _emit(self, operation: str, found: dict[str, Any], number: int) -> None:
        per_s = round(number / found["s"]) if number and found["s"] else None
        row = {"peer": self.name, "op": operation, "round": self.number, "n": number, "rps": per_s, **found}
        with self.results.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)


@contextmanager
def _databases(kinds: list[str]) -> Iterator[dict[str, str | None]]:
    """The address of a new database of each kind; None: the embedded file."""
    with ExitStack() as stack:
        found: dict[str, str | None] = {}
        for kind in kinds:
            pg = kind == "pg"
            found[kind] = stack.enter_context(running_postgres(DURABLE)).new_database() if pg else None
        yield found


def main() -> None:
    """Run the rounds that are asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, help="the number of the first round")
    parser.add_argument("--without-e", action="store_true", help="leave the eight laptops out")
    parser.add_argument("--databases", default="pg,sqlite")
    parser.add_argument("--results", type=Path, default=RESULTS)
    given = parser.parse_args()
    given.results.parent.mkdir(parents=True, exist_ok=True)
    for number in range(given.first, given.first + given.rounds):
        for kind in given.databases.split(","):
            with _databases([kind]) as found, tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
                work = Path(folder)
                with running(work, found[kind]) as office:
                    Round(f"doorstep-{kind}", number, office, work, given.results, not given.without_e).run()


if __name__ == "__main__":
    main()
