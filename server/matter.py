"""Keeping what waits for a senior up to date with the entries of a batch (protocol, 3 and 3a)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from casework.ledger.entry import Entry
from casework.ledger.fold import Placed, RecordState
from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, Scope, case_of
from casework.records.merge import DECIDE
from casework.records.record import merge_of
from casework.records.sighting import Sighting
from casework.rules.matter import SETTLED_BY_SIGHT, MatterSort, matters_of, undecided_fields
from casework.rules.ruling import ruled_on, seen_in
from casework.rules.sight import changes_safety, touches_safety
from casework.rules.standing import standing_values
from server.placement import Placement
from server.storage.database import Connection
from server.storage.folded import load_kind
from server.storage.log import Kept, load_after
from server.storage.matter import Key, Matter, conflict_key, save_matters

_COUNTS = frozenset({Verdict.ACCEPTED, Verdict.LATE})


def note_matters(connection: Connection, placement: Placement, at: datetime) -> None:
    """Write what waits since a batch came, and what does no more. The batch itself is written already."""
    opened: list[Matter] = []
    settled: set[Key] = set()
    others = _Others(connection, placement.kept)
    for kept in placement.kept:
        if kept.sealed is None:
            continue
        opened += _opened_by(others, placement, kept)
        if kept.verdict in _COUNTS:
            settled |= _settled_by(kept.sealed.entry)
    for state in placement.changed.values():
        _note_conflicts(state, opened, settled)
    save_matters(connection, [matter for matter in opened if matter.key not in settled], settled, at)


class _Others:
    """What stood in the scopes of a batch before it: read once a scope, and only where it matters."""

    def __init__(self, connection: Connection, kept: Iterable[Kept]) -> None:
        self._connection = connection
        self._entries = [item.sealed.entry for item in kept if item.sealed and touches_safety(item.sealed.entry)]
        self._changes: dict[Scope, list[Placed]] = {}
        self._read: dict[Scope, frozenset[EntryId]] = {}

    def changes(self, entry: Entry) -> list[Placed]:
        """The changes by others that the author of an entry may not have seen."""
        if not touches_safety(entry):
            return []
        scope = entry.scope
        if scope not in self._changes:
            since = min(_seen(one) for one in self._entries if one.scope == scope)
            found = load_after(self._connection, scope, since, entry.device)
            self._changes[scope] = [placed for placed in found if changes_safety(placed.sealed.entry)]
        return self._changes[scope]

    def read(self, scope: Scope) -> frozenset[EntryId]:
        """The entries of a scope that a senior has read."""
        if scope not in self._read:
            values = [standing_values(s).get("entries") for s in load_kind(self._connection, Sighting.kind, scope)]
            lists = (value for value in values if isinstance(value, list))
            self._read[scope] = frozenset(EntryId(str(item)) for items in lists for item in items)
        return self._read[scope]


def _seen(entry: Entry) -> tuple[int, int]:
    return (entry.seen.epoch, entry.seen.position) if entry.seen else (0, 0)


def _opened_by(others: _Others, placement: Placement, kept: Kept) -> Iterator[Matter]:
    scope, case = kept.scope, case_of(kept.scope) if kept.scope else None
    if scope is None or case is None:
        return
    if kept.verdict is Verdict.QUARANTINED:
        if kept.id not in placement.rulings:
            yield Matter((kept.id, MatterSort.QUARANTINED), scope, case)
        return
    placed = kept.placed()
    sorts = matters_of(placed, others.changes(placed.sealed.entry)) if placed else frozenset()
    # After a restore an entry may come again that somebody has read before.
    if sorts and kept.id not in others.read(scope):
        for sort in sorts:
            yield Matter((kept.id, sort), scope, case)


def _settled_by(entry: Entry) -> set[Key]:
    read: Iterable[Key] = ((ident, sort) for ident in seen_in(entry) for sort in SETTLED_BY_SIGHT)
    ruled: Iterable[Key] = ((ident, MatterSort.QUARANTINED) for ident in ruled_on(entry))
    return {*read, *ruled}


def _note_conflicts(state: RecordState, opened: list[Matter], settled: set[Key]) -> None:
    case = case_of(state.scope)
    if case is None:
        return
    undecided = undecided_fields(state)
    for name in state.fields:
        key = (conflict_key(state.scope, state.record, name), MatterSort.CONFLICT)
        if name in undecided:
            opened.append(Matter(key, state.scope, case))
        elif (merge_of(state.kind, name) or DECIDE).rule == "cautious":
            settled.add(key)
