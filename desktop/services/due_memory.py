"""What is due in each case, kept while the store is unlocked: worked out again only where something has changed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from casework.records.identifier import CaseId

Found = TypeVar("Found")


@dataclass
class DueMemory:
    """By case: what it was worked out from, and what came of it. Goes with the session when the store is locked."""

    known: dict[CaseId, tuple[Hashable, object]] = field(default_factory=dict)

    def stale(self, wanted: dict[CaseId, Hashable]) -> set[CaseId]:
        """The cases that have to be worked out: by what each would be worked out from now."""
        return {case for case, token in wanted.items() if case not in self.known or self.known[case][0] != token}

    def keep(self, case: CaseId, token: Hashable, found: object) -> None:
        """Keep what came of a case."""
        self.known[case] = (token, found)

    def find(self, case: CaseId, read: Callable[[object], Found]) -> Found:
        """What was kept of a case. Raises `KeyError` where nothing was."""
        return read(self.known[case][1])

    def forget_others(self, cases: set[CaseId]) -> None:
        """Let go of the cases that are not open to this person any more."""
        self.known = {case: kept for case, kept in self.known.items() if case in cases}
