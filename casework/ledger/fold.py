"""The fold: entries in, heads out. One pure function, no clock, no I/O, the same on laptop and server.

    heads[field] = all its entries − every id that any of them names as parent

Which value stands is not decided here but at read time in `casework.rules.standing`, because laptops may hold
different rule tables. The order in which entries arrive does not matter: an entry's place is its parents, then the
position the server gave it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from casework.ledger.entry import Edit, Sealed
from casework.ledger.plain import canonical
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope, StaffId
from casework.records.merge import DECIDE, Merge
from casework.records.record import merge_of

Order = tuple[int, int, int]
"""Where an entry stands: (0, epoch number, position) once accepted, (1, 0, seq) while only its own laptop has it."""


@dataclass(frozen=True)
class Placed:
    """An entry as one side holds it: with its place, and whether it counts.

    `awaiting`: quarantined, and nobody has ruled on it. `refused`: quarantined, refused, and released by nobody.
    `expunged`: only its outline is left (see `outline`). What does not count is transparent: whoever names it as a
    parent names its parents.
    """

    sealed: Sealed
    order: Order
    awaiting: bool = False
    late: bool = False
    refused: bool = False
    expunged: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may replace anything."""
        return not (self.awaiting or self.refused or self.expunged)

    @property
    def shows(self) -> bool:
        """Whether its values are to be seen: they count, or wait to."""
        return not (self.refused or self.expunged)


@dataclass(frozen=True)
class Head:
    """One value of a field that nothing has replaced, and by whom, when and where it was written."""

    entry: EntryId
    value: JsonValue
    author: StaffId
    on_behalf: StaffId | None
    device: DeviceId
    at: datetime
    order: Order
    rank: Order
    awaiting: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Remover:
    """Who took an item out of a set, and by which entry: no head is left of it, and yet it is their work."""

    entry: EntryId
    author: StaffId
    on_behalf: StaffId | None = None


@dataclass(frozen=True)
class FieldState:
    """The heads of one field, earliest rank first, with how many entries the field has had in all.

    `removers`: of a set, who took out what does not stand in it any more.
    """

    heads: tuple[Head, ...]
    entries: int = 1
    removers: tuple[Remover, ...] = ()


@dataclass(frozen=True)
class RecordState:
    """A folded record: its heads field by field."""

    kind: str
    record: RecordId
    scope: Scope
    fields: Mapping[str, FieldState]
    created: Head | None = None
    unknown: tuple[str, ...] = ()


@dataclass
class _FieldEntries:
    values: dict[EntryId, tuple[Placed, Edit, JsonValue]] = field(default_factory=dict)
    named: dict[EntryId, tuple[EntryId, ...]] = field(default_factory=dict)

    def all_parents(self, entry: EntryId) -> set[EntryId]:
        """What an entry replaces: the parents it names, and through those that do not count what they named."""
        found: set[EntryId] = set()
        waiting = list(self.named[entry])
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                known = self.values.get(parent)
                if known is not None and not known[0].counts:
                    waiting += self.named[parent]
        return found


def fold_record(scope: Scope, record: RecordId, entries: Iterable[Placed]) -> RecordState | None:
    """Fold every entry that touches one record of one scope; None where none does.

    Entries of other scopes are passed over: nobody can reach a record through a scope it does not live in. The same
    entries in any order give an equal result, and an entry given twice counts once.
    """
    unique = {placed.sealed.id: placed for placed in entries if placed.sealed.entry.scope == scope}
    if len(unique) == 1:
        [alone] = unique.values()
        if alone.counts:
            return _fold_alone(scope, record, alone)
    return fold_whole(scope, record, unique.values())


def fold_whole(scope: Scope, record: RecordId, entries: Iterable[Placed]) -> RecordState | None:
    """Fold entries of one scope, none twice. What `fold_record` makes of any, without its short way."""
    placed = sorted(entries, key=lambda item: (item.order, item.sealed.id))
    edits = [(item, edit) for item in placed for edit in item.sealed.entry.edits if edit.record == record]
    shown = next(((item, edit) for item, edit in edits if item.shows), None)
    if shown is None:
        return None
    first, first_edit = shown
    kind = first_edit.kind
    mine = [(item, edit) for item, edit in edits if edit.kind == kind]
    names = sorted({name for _, edit in mine for name in (*edit.set, *edit.add, *edit.remove)})
    fields = {name: _fold_field(merge_of(kind, name) or DECIDE, name, mine) for name in names}
    return RecordState(
        kind=kind,
        record=record,
        scope=scope,
        # A set that somebody emptied stays, so that it can be told from one that was never filled.
        fields={name: state for name, state in fields.items() if state.entries},
        created=_head(first, first_edit, None, first.order),
        unknown=tuple(name for name in names if merge_of(kind, name) is None),
    )


def _fold_alone(scope: Scope, record: RecordId, placed: Placed) -> RecordState | None:
    """The fold of one entry that counts: nothing is replaced, ranked or taken out. Nearly every record begins so."""
    edit = next((edit for edit in placed.sealed.entry.edits if edit.record == record), None)
    if edit is None:
        return None
    kind, unknown = edit.kind, []
    created = _head(placed, edit, None, placed.order)
    fields: dict[str, FieldState] = {}
    for name in sorted({*edit.set, *edit.add, *edit.remove}):
        rule = merge_of(kind, name)
        if rule is None:
            unknown.append(name)
        if rule is not None and rule.rule == "set":
            if name in edit.add or name in edit.remove:
                items = edit.add.get(name, ())
                fields[name] = FieldState(tuple([with_value(created, item) for item in items]))
        elif name in edit.set:
            fields[name] = FieldState((with_value(created, edit.set[name]),))
    return RecordState(kind, record, scope, fields, created, tuple(unknown))


def with_value(head: Head, value: JsonValue) -> Head:
    """The same head with another value: `replace` would take four times as long, once for every field there is."""
    other = object.__new__(Head)
    other.__dict__.update(head.__dict__, value=value)
    return other


def _fold_field(rule: Merge, name: str, edits: Sequence[tuple[Placed, Edit]]) -> FieldState:
    if rule.rule == "set":
        return _fold_set(name, edits)
    found = _FieldEntries()
    for placed, edit in edits:
        if name in edit.set:
            found.values[placed.sealed.id] = (placed, edit, edit.set[name])
            found.named[placed.sealed.id] = tuple(EntryId(parent) for parent in edit.parents.get(name, ()))
    if not found.values:
        return FieldState((), 0)  # Items added to a field that is no set: kept by the ledger, and without effect.
    if rule.rule == "once":
        return _once(found)
    ranks = _ranks(found)
    # What awaits release replaces nothing meanwhile: a refused lowering must never have taken effect.
    replaced = {p for e, (placed, _, _) in found.values.items() if placed.counts for p in found.all_parents(e)}
    shown = {e: item for e, item in found.values.items() if item[0].shows}
    heads = [
        _head(placed, edit, value, ranks[entry])
        for entry, (placed, edit, value) in shown.items()
        if entry not in replaced
    ]
    return FieldState(tuple(sorted(heads, key=lambda head: (head.rank, head.order, head.entry))), len(shown))


def _once(found: _FieldEntries) -> FieldState:
    """What was completed first stays; a later write to the same field never replaces it."""
    shown = [item for item in found.values.values() if item[0].shows]
    if not shown:
        return FieldState((), 0)
    placed, edit, value = next((item for item in shown if item[0].counts), shown[0])
    return FieldState((_head(placed, edit, value, placed.order),), len(shown))


def _ranks(found: _FieldEntries) -> dict[EntryId, Order]:
    """A head that names the standing head takes its place: it inherits the earliest rank of what it replaced."""
    ranks = {entry: placed.order for entry, (placed, _, _) in found.values.items()}
    settled = False
    while not settled:
        settled = True
        for entry, parents in found.named.items():
            best = min([ranks[entry], *(ranks[parent] for parent in parents if parent in ranks)])
            if best != ranks[entry]:
                ranks[entry], settled = best, False
    return ranks


def _fold_set(name: str, edits: Sequence[tuple[Placed, Edit]]) -> FieldState:
    """Union of (entry, item) pairs; a removal takes away only the pairs its author saw."""
    removed = {
        (gone.entry, canonical(gone.item))
        for placed, edit in edits
        # A removal by an entry whose words were destroyed took effect while it had them.
        if placed.counts or placed.expunged
        for gone in edit.remove.get(name, ())
    }
    heads = [
        _head(placed, edit, item, placed.order)
        for placed, edit in edits
        if placed.shows
        for item in edit.add.get(name, ())
        if (placed.sealed.id, canonical(item)) not in removed
    ]
    touching = sum(name in edit.add or name in edit.remove for placed, edit in edits if placed.shows)
    return FieldState(tuple(heads), touching, _removers(name, edits, heads))


def _removers(name: str, edits: Sequence[tuple[Placed, Edit]], heads: Sequence[Head]) -> tuple[Remover, ...]:
    left = {canonical(head.value) for head in heads}
    added = {(placed.sealed.id, canonical(item)) for placed, edit in edits for item in edit.add.get(name, ())}
    found = {}
    for placed, edit in edits:
        gone = {(one.entry, canonical(one.item)) for one in edit.remove.get(name, ())} & added
        if placed.counts and any(item not in left for _, item in gone):
            entry = placed.sealed.entry
            found[placed.sealed.id] = Remover(placed.sealed.id, entry.author, entry.on_behalf)
    return tuple(found[ident] for ident in sorted(found))


def _head(placed: Placed, edit: Edit, value: JsonValue, rank: Order) -> Head:
    entry = placed.sealed.entry
    return Head(
        entry=placed.sealed.id,
        value=value,
        author=entry.author,
        on_behalf=entry.on_behalf,
        device=entry.device,
        at=entry.at,
        order=placed.order,
        rank=rank,
        awaiting=placed.awaiting,
        reason=edit.reason,
    )
