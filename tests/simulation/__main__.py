"""`python -m tests.simulation`: many seeds on two processes, one line; or one seed again; or the mutants.

python -m tests.simulation --seeds 400
python -m tests.simulation --database postgresql --seeds 40
python -m tests.simulation --seed 17 --only 3:sync,9:level,12:kill
python -m tests.simulation --mutants
"""

import argparse
import sys

from tests.simulation.crew import simulate
from tests.simulation.mutation import hunt
from tests.simulation.replay import replay
from tests.simulation.step import Step

STEPS = 60


def main() -> int:
    """Run what the arguments say; 1 where a promise was broken, or a mutant was not caught."""
    arguments = _arguments()
    if arguments.mutants:
        return hunt(arguments.workers, arguments.steps, arguments.mutant)
    if arguments.seed is not None:
        return replay(arguments.seed, arguments.steps, arguments.database, _steps(arguments.only))
    first = arguments.first
    return simulate(range(first, first + arguments.seeds), arguments.steps, arguments.database, arguments.workers)


def _steps(text: str) -> list[Step] | None:
    """Steps as a script names them; None: all of the seed's."""
    pairs = [part.split(":") for part in text.split(",") if part]
    return [Step(int(number), name) for number, name in pairs] or None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=400, help="how many seeds")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps a seed")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, help="run this one alone and print what happens")
    parser.add_argument("--only", default="", help="with --seed: the steps to take, as a script prints them")
    parser.add_argument("--mutants", action="store_true", help="see that every mutant is caught")
    parser.add_argument("--mutant", default="", help="with --mutants: this one alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
