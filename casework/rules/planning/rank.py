"""The order of a plan's lines: a number for each, so that moving one line writes as few of them as can be. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

STEP = 1000
"""What lies between two lines that were written one after the other."""


def plan_ranks(now: Sequence[int | None], unranked: int = 0) -> list[int | None]:
    """Numbers that put lines into the order in which they are given, with the ones there are kept where they can be.

    `now`: the numbers of today. The first `unranked` lines never had one and need none: they come before all others.
    """
    rest = list(now[unranked:])
    kept = _rising(rest)
    found: list[int | None] = [None] * len(rest)
    marks = [(-1, 0), *((at, rest[at] or 0) for at in kept), (len(rest), 0)]
    for (first, low), (last, high) in pairwise(marks):
        between = last - first - 1
        step = STEP if last == len(rest) else (high - low) // (between + 1)
        if between and step < 1:
            return [*[None] * unranked, *((place + 1) * STEP for place in range(len(rest)))]
        for number in range(between):
            found[first + 1 + number] = low + step * (number + 1)
        if last < len(rest):
            found[last] = high
    return [*[None] * unranked, *found]


def _rising(numbers: Sequence[int | None]) -> list[int]:
    """The places of the longest run of numbers that rises, however far they lie apart."""
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        if number is None or number < 1:
            continue
        at = bisect_left(tails, number)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [number]
    found, place_now = [], ends[-1] if ends else None
    while place_now is not None:
        found.append(place_now)
        place_now = before[place_now]
    return found[::-1]
