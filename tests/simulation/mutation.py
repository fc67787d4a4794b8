"""Testing the simulation itself: every mutant of the programs has to be caught by some promise on some seed."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.simulation import mutant
from tests.simulation.ground import opened_ground
from tests.simulation.mutant.register import LIKED, MUTANTS, mutated
from tests.simulation.say import say
from tests.simulation.step import ACTIONS, plan_steps

__all__ = ["catch", "hunt", "mutant"]

MOST_SEEDS = 150
"""So many are tried before a mutant counts as not caught; most need a few, and one of them a hundred."""


def hunt(workers: int, steps: int, name: str = "") -> int:
    """Run seeds against every mutant until one catches it; print which did; 1 where one was not caught."""
    names = [name] if name else sorted(MUTANTS)
    context, caught = multiprocessing.get_context("spawn"), 0
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        hunts = {pool.submit(catch, mutant_name, steps): mutant_name for mutant_name in names}
        for hunted in as_completed(hunts):
            seed, by = hunted.result()
            caught += bool(by)
            how = f"seed {seed}, {by}" if by else f"NOT CAUGHT by {MOST_SEEDS} seeds"
            say(f"{hunts[hunted]}: {how}")
    say(f"caught {caught} of {len(names)}")
    return 0 if caught == len(names) else 1


def catch(name: str, steps: int) -> tuple[int, str]:
    """The first seed on which a mutant is caught, and the promise that caught it; empty where none did."""
    with opened_ground("sqlite") as ground:
        for seed in range(1, MOST_SEEDS + 1):
            plan = plan_steps(seed, steps, ACTIONS, LIKED[name])
            with mutated(name):
                result = ground.run(seed, steps, plan)
            # What breaks without the mutant, too, says nothing about the mutant.
            if result.violation and not ground.run(seed, steps, plan).violation:
                return seed, result.invariant
    return 0, ""
