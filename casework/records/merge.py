"""Merge rules, declared on the field they belong to.

A field says, in its annotation, what happens when two people change it without seeing each other and who may settle
that. The ledger knows records only through these declarations (protocol, section 2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

MergeRule = Literal["decide", "cautious", "set", "text", "once"]
Decider = Literal["worker", "senior"]

Caution = Callable[[JsonValue], int]

MOST_CAUTIOUS = 10**18
"""What an unknown value of a cautious field counts as: more cautious than any known one."""


@dataclass(frozen=True)
class Merge:
    """How one field merges.

    `caution` maps a JSON value to its caution: the higher stands while heads differ. `decider` is who may resolve a
    conflict of this field. From the caution `guarded_from` upwards, only the decider may lower what stands, with a
    reason; by anyone else it is a proposal.
    """

    rule: MergeRule
    decider: Decider = "worker"
    caution: Caution | None = None
    guarded_from: int | None = None


DECIDE = Merge("decide")
"""Ordinary values: the earliest accepted stands, everybody sees that there are two views."""

SET = Merge("set")
"""Tags and lists of small things: union; a removal removes only what its author saw."""

TEXT = Merge("text")
"""Long narrative that may be edited: both versions are kept and shown, never interleaved."""

ONCE = Merge("once")
"""Complete when saved: a change is a new record that corrects or supersedes it."""


def cautious(caution: Caution, decider: Decider = "senior", guarded_from: int | None = None) -> Merge:
    """The most cautious value stands until somebody with the role decides, with a reason."""
    return Merge("cautious", decider, caution, guarded_from)


def caution_of(rule: Merge, value: JsonValue) -> int:
    """The caution of a value under a cautious rule; what cannot be understood is the most cautious."""
    if rule.caution is None:
        return 0
    try:
        return rule.caution(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return MOST_CAUTIOUS
