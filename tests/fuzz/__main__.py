"""`python -m tests.fuzz --requests 100000`: one line, and every fault with the seed and number that make it again."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fakes.postgres import running_postgres
from tests.fuzz.run import Result, run
from tests.fuzz.target import target


def main() -> int:
    """Run; 1 where there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    chosen = parser.parse_args()
    if chosen.database == "postgresql":
        with running_postgres() as server:
            result = _run(server.new_database(), chosen.requests, chosen.seed)
    else:
        result = _run("", chosen.requests, chosen.seed)
    sys.stdout.write("\n".join([result.line(), *result.faults[:50], ""]))
    return 1 if result.faults else 0


def _run(database: str, requests: int, seed: int) -> Result:
    with tempfile.TemporaryDirectory() as folder, target(Path(folder), database) as found:
        return run(found, requests, seed)


if __name__ == "__main__":
    sys.exit(main())
