"""Making a failing run short: steps are left out as long as the same promise stays broken (delta debugging)."""

from collections.abc import Callable, Sequence

Fails = Callable[[Sequence[int]], bool]
"""Whether the run with only these steps breaks the same promise."""


def shrink(numbers: Sequence[int], fails: Fails, tries: int = 40) -> list[int]:
    """A shorter list of steps that still fails, after at most `tries` runs."""
    kept, size = list(numbers), max(1, len(numbers) // 2)
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
