"""The steps of a run: a number and what is done; every choice within a step follows from seed and number."""

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.world import World

Deed = Callable[["World"], str]
"""Does one step and says in a few words what it was; an empty text where there was nothing to do."""


@dataclass(frozen=True)
class Action:
    """Something that may happen, and how often compared with others."""

    name: str
    weight: int
    deed: Deed


@dataclass(frozen=True)
class Step:
    """One step of a run. Steps can be left out without changing the choices of the others."""

    number: int
    action: str


_MUCH = 6

ACTIONS: dict[str, Action] = {}


def action(weight: int) -> Callable[[Deed], Deed]:
    """Decorator: registers something that may happen under the function's name."""

    def register(deed: Deed) -> Deed:
        name = getattr(deed, "__name__", "")
        ACTIONS[name] = Action(name, weight, deed)
        return deed

    return register


def plan_steps(seed: int, count: int, actions: Mapping[str, Action], liked: Collection[str] = ()) -> list[Step]:
    """The steps of a seed. Each seed likes some actions more than others, so that seeds differ.

    `liked`: those of which there shall be many.
    """
    chance = random.Random(f"{seed}/plan")
    names = sorted(actions)
    weights = [actions[name].weight * chance.choice((0.3, 1, 1, 1, 3)) for name in names]
    weights = [weight * (_MUCH if name in liked else 1) for name, weight in zip(names, weights, strict=True)]
    return [Step(number, chance.choices(names, weights)[0]) for number in range(1, count + 1)]
