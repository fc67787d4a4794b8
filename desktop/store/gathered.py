"""What one page reads, read once: the records of a case, for the many hands that make its page."""

from collections.abc import Callable, Collection

from casework.ledger.fold import RecordState
from casework.records.identifier import RecordId, Scope

Read = Callable[[Collection[str] | None, Collection[Scope] | None], list[RecordState]]
Wanted = tuple[frozenset[str] | None, frozenset[Scope] | None]


class Gathered:
    """All records of some scopes, and what was asked for besides. Lives no longer than one page takes to be read."""

    def __init__(self, scopes: Collection[Scope], states: Collection[RecordState]) -> None:
        self._scopes = frozenset(scopes)
        self._states = {(state.scope, state.record): state for state in states}
        self._by_kind: dict[str, list[RecordState]] = {}
        for state in states:
            self._by_kind.setdefault(state.kind, []).append(state)
        self._besides: dict[Wanted, list[RecordState]] = {}

    def holds(self, scopes: Collection[Scope]) -> bool:
        """Whether all of these scopes are here."""
        return self._scopes.issuperset(scopes)

    def record(self, scope: Scope, record: RecordId) -> RecordState | None:
        """One record of a scope that is here."""
        return self._states.get((scope, record))

    def some(self, kinds: Collection[str] | None, scopes: Collection[Scope] | None, read: Read) -> list[RecordState]:
        """The records of some kinds in some scopes, in the order they were made; `read` asks the store at most once."""
        if scopes is None or not self.holds(scopes):
            wanted = frozenset(kinds) if kinds is not None else None, frozenset(scopes) if scopes is not None else None
            if wanted not in self._besides:
                self._besides[wanted] = read(kinds, scopes)
            return list(self._besides[wanted])
        if kinds is None:
            return [state for state in self._states.values() if state.scope in scopes]
        found = [state for kind in set(kinds) for state in self._by_kind.get(kind, ()) if state.scope in scopes]
        return found if len(kinds) == 1 else sorted(found, key=lambda state: (state.record, state.scope))
