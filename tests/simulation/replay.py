"""One seed again, with everything that happens printed; and the script of one that failed."""

from tests.simulation.ground import opened_ground
from tests.simulation.run import Result
from tests.simulation.say import say
from tests.simulation.step import Step


def replay(seed: int, steps: int, database: str, only: list[Step] | None) -> int:
    """Run one seed, all of its steps or some, and print its log."""
    with opened_ground(database) as ground:
        result = ground.run(seed, steps, only)
    say("\n".join(result.log))
    say(f"trace {result.trace}")
    return 1 if result.violation else 0


def script(result: Result, steps: int, database: str) -> str:
    """What to run to see it again, what happened, and which promise was broken."""
    only = ",".join(f"{step.number}:{step.action}" for step in result.steps)
    command = f"python -m tests.simulation --seed {result.seed} --steps {steps} --database {database} --only {only}"
    said = [f"    {line}" for line in result.log if not line.endswith(": ")]
    return "\n".join([f"seed {result.seed} breaks {result.violation}", *said, f"  again: {command}", ""])
