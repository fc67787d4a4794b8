"""Percentages as the published tables print them (standards.md, part 5 and 1L).

Whole percent, half up, each for itself: a row may add to 99 or 101 and is never forced to 100. A row without cases has
no percentage at all; it says so and does not say nought.
"""

from collections.abc import Iterable

from casework.words import say

NO_CASES = say("no cases")
SMALL_SAMPLE = 30
"""Under so many cases a figure is printed with a caution: standards.md 174 asks for one, the number is our choice."""


def whole_percent(count: int, of: int) -> int | None:
    """The share in whole percent, half up; None where there are no cases.

    Raises:
        ValueError: where the count is no part of the whole.
    """
    if not 0 <= count <= of:
        raise ValueError("the count is no part of the whole")
    return (200 * count + of) // (2 * of) if of else None


def percent_words(count: int, of: int) -> str:
    """The share as it is printed: `27%`, or that there are no cases."""
    share = whole_percent(count, of)
    return NO_CASES if share is None else f"{share}%"


def caution(of: int, small: int = SMALL_SAMPLE) -> str:
    """The sentence printed with figures of few cases; "" where there are enough, or none at all."""
    if not 0 < of < small:
        return ""
    if of == 1:
        return say("There is only 1 case: the figure says nothing about the service.")
    points = whole_percent(1, of)
    return say(
        "There are only {of} cases: one case more or less moves a figure by about {points} percentage points.",
        of=of,
        points=points,
    )


def caution_of(totals: Iterable[int], small: int = SMALL_SAMPLE) -> str:
    """The caution for a whole table: that of its row with the fewest cases, of those that have any."""
    return caution(min((of for of in totals if of), default=0), small)
