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
from casework.rules.sight import touches_safety
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
    for kept in placement.kept:
        if kept.sealed is None:
            continue
        opened += _opened_by(connection, placement, kept)
        if kept.verdict in _COUNTS:
            settled |= _settled_by(kept.sealed.entry)
    for state in placement.changed.values():
        _note_conflicts(state, opened, settled)
    save_matters(connection, [matter for matter in opened if matter.key not in settled], settled, at)


def _opened_by(connection: Connection, placement: Placement, kept: Kept) -> Iterator[Matter]:
    scope, case = kept.scope, case_of(kept.scope) if kept.scope else None
    if scope is None or case is None:
        return
    if kept.verdict is Verdict.QUARANTINED:
        if kept.id not in placement.rulings:
            yield Matter((kept.id, MatterSort.QUARANTINED), scope, case)
        return
    placed = kept.placed()
    sorts = matters_of(placed, _others(connection, placed)) if placed else frozenset()
    # After a restore an entry may come again that somebody has read before.
    if sorts and kept.id not in _read_already(connection, scope):
        for sort in sorts:
            yield Matter((kept.id, sort), scope, case)


def _others(connection: Connection, made: Placed) -> list[Placed]:
    """What of the scope the author had not seen. Looked for only where it matters."""
    entry = made.sealed.entry
    if not touches_safety(entry):
        return []
    return load_after(connection, entry.scope, (entry.seen.epoch, entry.seen.position) if entry.seen else (0, 0))


def _read_already(connection: Connection, scope: Scope) -> frozenset[EntryId]:
    found: set[EntryId] = set()
    for state in load_kind(connection, Sighting.kind, scope):
        entries = standing_values(state).get("entries")
        found.update(EntryId(str(item)) for item in (entries if isinstance(entries, list) else []))
    return frozenset(found)


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
