"""Mutants: faults put into the programs in memory, one at a time; each has to be caught."""

from tests.simulation.mutant import laptop, office, rules

__all__ = ["laptop", "office", "rules"]
