"""Keeping what waits for a senior up to date with the entries of a batch (protocol, 3 and 3a)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from casework.ledger.entry import Entry
from casework.ledger.fold import Placed, RecordState
from casework.ledger.protocol import Verdict
from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.not_told import NotTold, still_to_tell
from casework.records.delivery.sighting import Sighting
from casework.records.file.incident_decision import IncidentDecision
from casework.records.file.misfiling import Misfiling
from casework.records.identifier import EntryId, RecordId, Scope, StaffId, case_of
from casework.records.merge import DECIDE
from casework.records.person.person import Person
from casework.records.record import KINDS, merge_of, merges_of
from casework.rules.access_fact import accepted_only
from casework.rules.concern import concern_waits
from casework.rules.matter import SETTLED_BY_SIGHT, MatterSort, matters_of, undecided_fields
from casework.rules.misfiling import read_mistake
from casework.rules.ruling import authors_of, ruled_on, seen_in
from casework.rules.sight import changes_safety, touches_safety
from casework.rules.standing import read_record
from casework.rules.status import review_waits, status_of
from server.asked import AROUND, around, askings, settled_askings
from server.placement import Placement
from server.storage.database import Connection
from server.storage.folded import load_kind
from server.storage.log import Kept, load_after
from server.storage.matter import Key, Matter, conflict_key, save_matters

_COUNTS = frozenset({Verdict.ACCEPTED, Verdict.LATE})

_CAUTIOUS = {kind for kind in KINDS if any(rule.rule == "cautious" for rule in merges_of(kind).values())}
_TELLING = {
    *AROUND,
    *_CAUTIOUS,
    *(one.kind for one in (Misfiling, ProtectionConcern, NotTold, IncidentDecision, Person)),
}
"""Of a record of another kind that a batch begins nothing waits nor is settled: there are no two views of it yet."""

_MOST = 2**62
"""The largest number that both databases compare."""


def note_matters(connection: Connection, placement: Placement, at: datetime) -> None:
    """Write what waits since a batch came, and what does no more. The batch itself is written already."""
    opened: list[Matter] = []
    settled: set[tuple[Key, Scope]] = set()
    others = _Others(connection, placement.kept)
    for kept in placement.kept:
        if kept.sealed is None:
            continue
        opened += _opened_by(others, placement, kept)
        if kept.verdict in _COUNTS:
            settled |= _settled_by(kept.sealed.entry, placement.kept)
    changed = placement.states(_TELLING)
    for state in changed:
        _note_conflicts(state, opened, settled)
        _note_carried(state, opened, settled)
        _note_concern(state, opened, settled)
        _note_telling(state, opened, settled)
    _note_deaths(connection, changed, opened, settled)
    _note_askings(connection, around(changed, placement.gone), opened, settled)
    still = [matter for matter in opened if (matter.key, matter.scope) not in settled]
    save_matters(connection, still, settled, at)


class _Others:
    """What stood in the scopes of a batch before it: read once a scope, and only where it matters."""

    def __init__(self, connection: Connection, kept: Iterable[Kept]) -> None:
        self._connection = connection
        self._entries = [item.sealed.entry for item in kept if item.sealed and touches_safety(item.sealed.entry)]
        self._changes: dict[Scope, list[Placed]] = {}
        self._read: dict[Scope, dict[EntryId, set[StaffId]]] = {}

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

    def read(self, entry: EntryId, made: Entry) -> bool:
        """Whether a senior who did not write it has read an entry."""
        if made.scope not in self._read:
            self._read[made.scope] = self._readers(made.scope)
        return bool(self._read[made.scope].get(entry, set()) - authors_of(made))

    def _readers(self, scope: Scope) -> dict[EntryId, set[StaffId]]:
        found: dict[EntryId, set[StaffId]] = {}
        for state in load_kind(self._connection, Sighting.kind, scope):
            for head in state.fields["entries"].heads if "entries" in state.fields else ():
                listed = head.value if isinstance(head.value, list) and not head.awaiting else []
                for item in listed:
                    found.setdefault(EntryId(str(item)), set()).add(head.author)
        return found


def _seen(entry: Entry) -> tuple[int, int]:
    # What an author says to have read to may be any number; a database has a largest one.
    return (min(entry.seen.epoch, _MOST), min(entry.seen.position, _MOST)) if entry.seen else (0, 0)


def _opened_by(others: _Others, placement: Placement, kept: Kept) -> Iterator[Matter]:
    scope, case = kept.scope, case_of(kept.scope) if kept.scope else None
    if scope is None or case is None:
        return
    if kept.verdict is Verdict.QUARANTINED:
        if kept.id not in placement.rulings:
            yield Matter((kept.id, MatterSort.QUARANTINED), scope, case, placement.signer)
        return
    placed = kept.placed()
    sorts = matters_of(placed, others.changes(placed.sealed.entry)) if placed else frozenset()
    # After a restore an entry may come again that somebody has read before.
    if placed and sorts and not others.read(kept.id, placed.sealed.entry):
        for sort in sorts:
            yield Matter((kept.id, sort), scope, case, placement.signer)


def _settled_by(entry: Entry, batch: Iterable[Kept]) -> set[tuple[Key, Scope]]:
    """What an entry that counts settles. What came with it, or after it, its author does not look at themself."""
    seen, authors = seen_in(entry), authors_of(entry)
    if seen:
        # Few entries say that something was read: only then is the batch gone through.
        seen -= {kept.id for kept in batch if kept.sealed and not authors_of(kept.sealed.entry).isdisjoint(authors)}
    read: Iterable[Key] = ((ident, sort) for ident in seen for sort in SETTLED_BY_SIGHT)
    ruled: Iterable[Key] = ((ident, MatterSort.QUARANTINED) for ident in ruled_on(entry))
    return {(key, entry.scope) for key in (*read, *ruled)}


def _note_conflicts(state: RecordState, opened: list[Matter], settled: set[tuple[Key, Scope]]) -> None:
    case = case_of(state.scope)
    if case is None:
        return
    undecided = undecided_fields(state)
    for name in state.fields:
        conflicts, cautious = name in undecided, (merge_of(state.kind, name) or DECIDE).rule == "cautious"
        if not (conflicts or cautious):
            continue
        key = (conflict_key(state.scope, state.record, name), MatterSort.CONFLICT)
        if conflicts:
            opened.append(Matter(key, state.scope, case))
        else:
            settled.add((key, state.scope))


def _note_carried(state: RecordState, opened: list[Matter], settled: set[tuple[Key, Scope]]) -> None:
    """What was taken out of a file may have carried a warning or level: a senior says whether that stands there."""
    case = case_of(state.scope)
    mistake = read_mistake(state) if case and state.kind == Misfiling.kind else None
    if case is None or mistake is None:
        return
    key = (conflict_key(state.scope, state.record, "carried"), MatterSort.CARRIED)
    if mistake.waits:
        opened.append(Matter(key, state.scope, case, mistake.by))
    else:
        settled.add((key, state.scope))


def _note_concern(state: RecordState, opened: list[Matter], settled: set[tuple[Key, Scope]]) -> None:
    """A protection concern waits until it is recorded whom somebody told, and when.

    One that does not count yet waits for being released: with that it comes here again.
    """
    case = case_of(state.scope) if state.kind == ProtectionConcern.kind else None
    if case is None or state.created is None or state.created.awaiting:
        return
    concern = read_record(ProtectionConcern, state)
    if concern.corrects:
        # What corrects it waits in its place, until the telling is recorded there.
        settled.add(((conflict_key(state.scope, RecordId(concern.corrects), "told"), MatterSort.CONCERN), state.scope))
    key = (conflict_key(state.scope, state.record, "told"), MatterSort.CONCERN)
    if concern_waits(concern):
        opened.append(Matter(key, state.scope, case, state.created.author))
    else:
        settled.add((key, state.scope))


def _note_telling(state: RecordState, opened: list[Matter], settled: set[tuple[Key, Scope]]) -> None:
    """A visitor who may not know of a change waits to be rung, until they were told or their laptop has it."""
    case = case_of(state.scope) if state.kind == NotTold.kind else None
    counted = accepted_only(state) if case else None
    if case is None or counted is None:
        return
    key = (conflict_key(state.scope, state.record, "told"), MatterSort.NOT_TOLD)
    if still_to_tell(read_record(NotTold, counted)):
        opened.append(Matter(key, state.scope, case))
    else:
        settled.add((key, state.scope))


def _note_askings(
    connection: Connection, scopes: Iterable[Scope], opened: list[Matter], settled: set[tuple[Key, Scope]]
) -> None:
    """An assessment or level that a senior is asked to countersign waits until one has answered, or it is gone."""
    for scope in scopes:
        still = askings(connection, scope)
        opened += still.values()
        settled |= settled_askings(connection, scope, still)


def _note_deaths(
    connection: Connection, changed: Iterable[RecordState], opened: list[Matter], settled: set[tuple[Key, Scope]]
) -> None:
    """A death waits until a senior has decided whether it is reviewed."""
    about = (state for state in changed if state.kind == IncidentDecision.kind or _says_where(state))
    for scope in {state.scope for state in about}:
        case = case_of(scope)
        decisions = [read_record(IncidentDecision, one) for one in load_kind(connection, IncidentDecision.kind, scope)]
        for person in load_kind(connection, Person.kind, scope):
            key = (conflict_key(scope, person.record, "status"), MatterSort.DEATH)
            if case and review_waits(status_of(person), decisions):
                opened.append(Matter(key, scope, case))
            else:
                settled.add((key, scope))


def _says_where(state: RecordState) -> bool:
    return state.kind == Person.kind and "status" in state.fields
