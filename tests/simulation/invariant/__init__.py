"""The seventeen promises of section 7, each a function of its name; importing a module registers its promises."""

from tests.simulation.invariant import access, chain, keeping, meeting, quiet

__all__ = ["access", "chain", "keeping", "meeting", "quiet"]
