"""Making a failing run short: steps are left out as long as the same promise stays broken (delta debugging)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shrink(steps: Sequence[T], fails: Callable[[Sequence[T]], bool], tries: int = 40) -> list[T]:
    """A shorter list of steps that still fails, after at most `tries` runs."""
    kept, size = list(steps), max(1, len(steps) // 2)
    while tries > 0:
        at, shrunk = 0, False
        while at < len(kept) and tries > 0:
            less = kept[:at] + kept[at + size :]
            tries -= 1
            if fails(less):
                kept, shrunk = less, True
            else:
                at += size
        if size == 1 and not shrunk:
            break
        size = max(1, size // 2)
    return kept
