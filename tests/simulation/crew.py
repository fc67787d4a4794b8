"""Many seeds on a few processes, and the one line that says what came of them."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager

from tests.simulation.ground import Ground, opened_ground
from tests.simulation.replay import script
from tests.simulation.run import Result
from tests.simulation.say import say
from tests.simulation.shrink import shrink
from tests.simulation.step import Step

_REPEATED = 4
"""So many seeds are run twice, in whatever process, to see that the trace is the same."""

_state: dict[str, Ground] = {}
_stack = ExitStack()


def simulate(seeds: Sequence[int], steps: int, database: str, workers: int) -> int:
    """Run seeds and print one line; 1 and a script for each of the first few that failed otherwise."""
    again = list(seeds)[:: max(1, len(seeds) // _REPEATED)][:_REPEATED]
    with crew(workers, database) as pool:
        results = list(pool.map(run_one, [*seeds, *again], [steps] * (len(seeds) + len(again))))
    firsts, seconds = results[: len(seeds)], results[len(seeds) :]
    broken = [result for result in firsts if result.violation]
    traces = {result.seed: result.trace for result in firsts}
    differ = [result.seed for result in seconds if traces[result.seed] != result.trace]
    for result in broken[:5]:
        say(script(result, steps, database))
    for seed in differ:
        say(f"same_seed_same_trace: seed {seed} has two traces")
    say(line(firsts, len(broken) + len(differ)))
    return 1 if broken or differ else 0


def line(results: Sequence[Result], violations: int) -> str:
    """Seeds, edits, conflicts, faults by kind, violations."""
    faults: Counter[str] = sum((result.tally.faults for result in results), Counter())
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(faults.items()))
    edits = sum(result.tally.edits for result in results)
    conflicts = sum(result.tally.conflicts for result in results)
    return (
        f"seeds: {len(results)}; edits: {edits}; conflicts: {conflicts}; "
        f"faults: {faults.total()} ({kinds}); violations: {violations}"
    )


@contextmanager
def crew(workers: int, database: str) -> Iterator[ProcessPoolExecutor]:
    """Processes with a ground each; new ones, so that no order of hashing is shared."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(database,)) as pool:
        yield pool


def _begin(database: str) -> None:
    _state["ground"] = _stack.enter_context(opened_ground(database))
    multiprocessing.util.Finalize(None, _stack.close, exitpriority=10)


def run_one(seed: int, steps: int) -> Result:
    """Run a seed; one that fails is made short."""
    ground = _state["ground"]
    result = ground.run(seed, steps)
    if not result.violation:
        return result
    return shortened(ground, result, steps)


def shortened(ground: Ground, result: Result, steps: int) -> Result:
    """The shortest run found that breaks the same promise."""
    best = result

    def fails(steps_left: Sequence[Step]) -> bool:
        nonlocal best
        found = ground.run(result.seed, steps, steps_left)
        if found.invariant == result.invariant:
            best = found
        return found.invariant == result.invariant

    shrink(result.steps, fails)
    return best
