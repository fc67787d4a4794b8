"""The register of promises: those looked at after every step, and those looked at when all is quiet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.simulation.world import World

Check = Callable[["World"], None]
"""Raises a `Violation` where the promise does not hold."""

ALWAYS: dict[str, Check] = {}
AT_QUIET: dict[str, Check] = {}


def always(check: Check) -> Check:
    """Decorator: looked at after every step, for the server and for the laptops that the step touched."""
    ALWAYS[getattr(check, "__name__", "")] = check
    return check


def at_quiet(check: Check) -> Check:
    """Decorator: looked at once faults are off and nothing is under way any more."""
    AT_QUIET[getattr(check, "__name__", "")] = check
    return check
