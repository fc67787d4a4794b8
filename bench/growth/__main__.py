"""How time and memory grow: ``python -m bench.growth``; see docs/growth.md.

`caseload`: one laptop with 1, 10 and 50 times the caseload. `crowd`: a server with 10, 100 and 1,000 laptops.
Each size runs in processes of its own, so that no size finds what another left in memory.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench.growth.lines import read_lines
from bench.growth.report import report

RESULTS = Path(".bench/growth.jsonl")
_ROOT = Path(__file__).parents[2]


def _run(module: str, *arguments: str, **environment: str) -> None:
    command = [sys.executable, "-m", f"bench.growth.{module}", *arguments]
    subprocess.run(command, check=True, cwd=_ROOT, env={**os.environ, **environment})


def main() -> None:
    """Run what is asked for, and print the tables."""
    parser = argparse.ArgumentParser(prog="bench.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--cases", default="20,200,1000", help="sizes of caseload")
    parser.add_argument("--laptops", default="10,100,1000", help="sizes of the crowd")
    parser.add_argument("--databases", default="sqlite,pg", help="of the crowd")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--only-report", action="store_true")
    given = parser.parse_args()
    results = given.results.absolute()
    results.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 1 if given.only_report else given.rounds + 1):
        for size in filter(None, given.cases.split(",")):
            _run("caseload", str(results), str(number), BENCH_CASES=size)
        for kind in filter(None, given.databases.split(",")):
            for size in filter(None, given.laptops.split(",")):
                _run("crowd", str(results), str(number), size, kind)
    sys.stdout.write(report(read_lines(results)) + "\n")


if __name__ == "__main__":
    main()
