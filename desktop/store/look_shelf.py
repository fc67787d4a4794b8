"""What somebody has to look at: entries that wait to be released, came late or were made without sight of others."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from casework.ledger.fold import Order, Placed
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Ruling
from casework.records.delivery.sighting import Sighting
from casework.records.identifier import SERVER_DEVICE, EntryId, Scope, StaffId
from casework.rules.ruling import Subject
from casework.rules.sight import SAFETY_KINDS, changes_safety, touches_safety, unseen_by
from desktop.store.connection import Connection
from desktop.store.ledger_table import Waiting, readable
from desktop.store.tables import Tables

_SAFETY = json.dumps(sorted({*SAFETY_KINDS, Ruling.kind}))

_LATE = """
    SELECT id FROM entry WHERE verdict = 'accepted late' AND scope IN (SELECT id FROM shown) ORDER BY number
"""
_MARKS = """
    SELECT DISTINCT e.scope, e.id, e.device, coalesce(e.order_epoch, e.epoch), coalesce(e.order_position, e.position),
        json_extract(CAST(e.data AS TEXT), '$.seen.epoch'), json_extract(CAST(e.data AS TEXT), '$.seen.position')
    FROM state s
    JOIN entry_record r ON r.scope = s.scope AND r.record = s.record
    JOIN entry e ON e.number = r.entry
    WHERE s.kind IN (SELECT value FROM json_each(:kinds))
        AND e.scope IN (SELECT id FROM shown) AND (:scope IS NULL OR e.scope = :scope)
        AND e.position IS NOT NULL AND json_valid(CAST(e.data AS TEXT))
"""
_ARRIVED = """
    SELECT e.id FROM entry e
    WHERE e.scope IN (SELECT value FROM json_each(:scopes)) AND e.scope IN (SELECT id FROM shown) AND e.office_at > :at
        AND EXISTS (SELECT 1 FROM entry o WHERE o.scope = e.scope AND o.office_at <= :at)
"""


@dataclass(frozen=True)
class Look:
    """That a senior has read an entry: who, and when by their laptop's clock."""

    by: StaffId
    at: datetime


@dataclass(frozen=True)
class Ruled:
    """That somebody has released or refused an entry: who, when and why."""

    by: StaffId
    at: datetime
    decision: str
    reason: str


@dataclass(frozen=True)
class _Mark:
    """One entry that touches a safety record: where it stands and what its author had on screen."""

    ident: EntryId
    device: str
    order: Order
    seen: Order


class LookShelf:
    """Reads of one store; used on the store's thread."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._connection: Connection = tables.connection

    def quarantined(self) -> list[Waiting]:
        """Every readable entry of a scope shown on which nobody has ruled yet, in the order they came."""
        return list(self._tables.ledger.quarantined())

    def late(self) -> list[Placed]:
        """The entries of scopes shown that were accepted late and touch a level, a warning or a restriction."""
        rows = self._connection.execute(_LATE).fetchall()
        found = self._tables.ledger.placed_entries(EntryId(row[0]) for row in rows)
        return [placed for placed in found.values() if placed.counts and touches_safety(placed.sealed.entry)]

    def unsighted(self) -> Mapping[EntryId, tuple[EntryId, ...]]:
        """The entries that touch safety and were made without sight of others, with those others."""
        found: dict[EntryId, tuple[EntryId, ...]] = {}
        for marks in self._marks().values():
            suspects = [(mark, missed) for mark in marks if (missed := _between(mark, marks))]
            wanted = {one.ident for mark, missed in suspects for one in (mark, *missed)}
            placed = self._tables.ledger.placed_entries(wanted)
            for mark, missed in suspects:
                if mark.ident in placed and touches_safety(placed[mark.ident].sealed.entry):
                    others = [placed[one.ident] for one in missed if one.ident in placed]
                    if unseen := unseen_by(placed[mark.ident], others):
                        found[mark.ident] = unseen
        return found

    def unseen_by(self, entry: EntryId) -> tuple[EntryId, ...]:
        """What matters for safety and one entry, of whatever kind, was made without sight of."""
        made = self._tables.ledger.placed_entries([entry]).get(entry)
        if made is None:
            return ()
        marks = self._marks(made.sealed.entry.scope).get(made.sealed.entry.scope, [])
        others = self._tables.ledger.placed_entries(mark.ident for mark in marks)
        return unseen_by(made, [one for one in others.values() if changes_safety(one.sealed.entry)])

    def entries(self, idents: Iterable[EntryId]) -> dict[EntryId, Placed]:
        """Entries by id; those that are not here or count nowhere are left out."""
        return self._tables.ledger.placed_entries(idents)

    def reads(self, scope: Scope | None = None) -> dict[EntryId, Look]:
        """Every entry, of one scope or of all, that a senior has read, with the first who did."""
        found: dict[EntryId, Look] = {}
        for state in self._tables.records.load_some({Sighting.kind}, None if scope is None else {scope}):
            field = state.fields.get("entries")
            for head in field.heads if field else ():
                items = head.value if isinstance(head.value, list) and not head.awaiting else []
                for item in items:
                    found.setdefault(EntryId(str(item)), Look(head.on_behalf or head.author, head.at))
        return found

    def arrived_since(self, scopes: Collection[Scope], at: datetime) -> frozenset[EntryId]:
        """What a pull has brought into some scopes after a moment, in the office's time.

        Nothing of a scope that came to this laptop after it: the whole of it is new here, and little of it is news.
        """
        rows = self._connection.execute(_ARRIVED, {"scopes": json.dumps(sorted(scopes)), "at": _utc(at)})
        return frozenset(EntryId(row[0]) for row in rows)

    def subject(self, scope: Scope, entry: EntryId) -> Subject | None:
        """An entry of a scope as another one may be about it; None where it is not here."""
        row = self._connection.execute(
            "SELECT data, verdict FROM entry WHERE id = ? AND scope = ? AND outline = 0", (entry, scope)
        ).fetchone()
        sealed = readable(row[0]) if row else None
        return Subject.of(sealed, Verdict(row[1]) if row[1] else None) if row and sealed else None

    def rulings(self, entry: EntryId) -> list[Ruled]:
        """What was ruled about an entry: the decision that holds first."""
        found = []
        for by, decision in self._tables.rulings.by(entry):
            sealed = self._tables.ledger.sealed(by)
            if sealed is not None:
                made = sealed.entry
                reasons = [str(edit.set.get("reason")) for edit in made.edits if edit.set.get("entry") == entry]
                found.append(Ruled(made.on_behalf or made.author, made.at, decision, " ".join(reasons)))
        return found

    def _marks(self, scope: Scope | None = None) -> dict[Scope, list[_Mark]]:
        """The entries that touch a safety record, by scope. Read out of the text: parsing them all would be slow."""
        rows = self._connection.execute(_MARKS, {"kinds": _SAFETY, "scope": scope})
        found: dict[Scope, list[_Mark]] = {}
        for where, ident, device, epoch, position, seen_epoch, seen_position in rows:
            mark = _Mark(ident, device, (0, epoch, position), (0, seen_epoch or 0, seen_position or 0))
            found.setdefault(Scope(where), []).append(mark)
        return found


def _between(mark: _Mark, marks: list[_Mark]) -> list[_Mark]:
    if mark.device == SERVER_DEVICE:
        return []
    return [one for one in marks if mark.seen < one.order < mark.order and one.device != mark.device]


def _utc(at: datetime) -> str:
    """A moment as the store keeps them, so that texts compare like moments."""
    return at.astimezone(UTC).isoformat()
