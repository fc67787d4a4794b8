"""The simulation itself, in small: a few seeds on both databases, a few mutants. The full sizes: `make simulate`."""

from collections.abc import Iterator

import pytest

from tests.simulation.ground import Ground, opened_ground
from tests.simulation.mutant.register import MUTANTS
from tests.simulation.mutation import catch
from tests.simulation.shrink import shrink

_STEPS = 40


@pytest.fixture(scope="module")
def sqlite() -> Iterator[Ground]:
    """A ground on the embedded database."""
    with opened_ground("sqlite") as ground:
        yield ground


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_promise_holds(sqlite: Ground, seed: int) -> None:
    """Whatever a seed brings."""
    result = sqlite.run(seed, _STEPS)
    assert not result.violation, "\n".join([result.violation, *result.log])


def test_same_seed_same_trace(sqlite: Ground) -> None:
    """17: a run can be replayed."""
    assert sqlite.run(3, _STEPS).trace == sqlite.run(3, _STEPS).trace


@pytest.mark.postgres
def test_every_promise_holds_on_postgresql() -> None:
    """The same on the other database."""
    with opened_ground("postgresql") as ground:
        for seed in (1, 2):
            result = ground.run(seed, _STEPS)
            assert not result.violation, "\n".join([result.violation, *result.log])


@pytest.mark.parametrize("name", ["last write wins", "purge drops the outbox", "a page ignores access"])
def test_a_mutant_is_caught(name: str) -> None:
    """A simulation that finds nothing wrong with these finds nothing."""
    assert name in MUTANTS
    _, by = catch(name, _STEPS)
    assert by


def test_a_failing_run_is_made_short() -> None:
    """Only the steps that matter are left."""
    assert shrink(list(range(50)), lambda numbers: {7, 31} <= set(numbers)) == [7, 31]
