"""The register of mutants, and how a part of a program is exchanged for a while."""

import builtins
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager

Swap = tuple[object, str, object]
"""Where, which attribute, and what takes its place."""

MUTANTS: dict[str, Callable[[], list[Swap]]] = {}

LIKED: dict[str, tuple[str, ...]] = {}
"""The actions of which there shall be many where a mutant is hunted."""


def mutant(name: str, *liked: str) -> Callable[[Callable[[], list[Swap]]], Callable[[], list[Swap]]]:
    """Decorator: registers what a mutant exchanges."""

    def register(make: Callable[[], list[Swap]]) -> Callable[[], list[Swap]]:
        MUTANTS[name] = make
        LIKED[name] = liked
        return make

    return register


@contextmanager
def mutated(name: str) -> Iterator[None]:
    """Let a mutant live."""
    with swapped(MUTANTS[name]()):
        yield


@contextmanager
def swapped(swaps: Iterable[Swap]) -> Iterator[None]:
    """Exchange parts of the programs for a while."""
    with ExitStack() as stack:
        for place, attribute, value in swaps:
            missing = object()
            before = vars(place).get(attribute, missing)
            if before is missing and not hasattr(builtins, attribute):
                raise LookupError(f"{attribute} is not there any more: the mutant would change nothing")
            stack.callback(_restore, place, attribute, before, missing)
            setattr(place, attribute, value)
        yield


def _restore(place: object, attribute: str, before: object, missing: object) -> None:
    if before is missing:
        delattr(place, attribute)
    else:
        setattr(place, attribute, before)
