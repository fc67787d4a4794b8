"""The entries: exact bytes, where the office put them, and which records they touch."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from casework.errors import Damaged
from casework.ledger.entry import Sealed, entry_id, read_entry
from casework.ledger.fold import Order, Placed
from casework.ledger.outline import read_outline
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision
from casework.records.file.attachment import PARTS, hash_in
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope, StaffId
from casework.rules.intake import is_withheld
from desktop.store.connection import Connection


class Place(NamedTuple):
    """What the office made of an entry, and where it put it."""

    verdict: Verdict
    reason: str | None
    epoch: int
    position: int
    order: tuple[int, int] | None = None
    """Its place in the fold, where that is another than the place in the log."""


@dataclass(frozen=True)
class Ladder:
    """How far one entry has come.

    `at_office_at`: the time on the receipt; for an entry of somebody else the office's time of the pull that brought
    it. `verdict` and `reason` (a code of `casework.rules.intake`) are None until the office has answered.
    """

    scope: Scope
    saved_at: datetime
    at_office_at: datetime | None
    verdict: Verdict | None
    reason: str | None
    read_by: StaffId | None = None
    """The senior who has read it first, at `read_at` by the clock of their laptop."""
    read_at: datetime | None = None
    decision: Decision | None = None
    """What was ruled about it, where it was quarantined."""


@dataclass(frozen=True)
class Waiting:
    """A quarantined entry on which nobody has ruled, with the code of the reason. `withheld`: it counts nowhere."""

    sealed: Sealed
    reason: str
    withheld: bool = True

    @property
    def id(self) -> EntryId:
        """The entry's id."""
        return self.sealed.id


_PLACED = (
    "e.id, e.data, e.outline, e.verdict, e.reason, coalesce(e.order_epoch, e.epoch),"
    " coalesce(e.order_position, e.position),"
    " (SELECT max(decision) FROM ruling WHERE ruling.entry = e.id AND ruling.scope = e.scope)"
)


class LedgerTable:
    """Entries by id. All writing happens inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has(self, entry: EntryId) -> bool:
        """Tell whether the entry is here."""
        return self._connection.execute("SELECT 1 FROM entry WHERE id = ?", (entry,)).fetchone() is not None

    def add(self, sealed: Sealed) -> None:
        """Keep an entry made on this laptop."""
        entry = sealed.entry
        self._insert(sealed.id, entry.scope, entry.device, sealed.data)

    def take(self, scope: Scope, ident: EntryId, data: bytes, outline: bool = False) -> bool:
        """Keep an entry that came from the office, also one that this version cannot read. Known ones stay as is.

        What was destroyed at the office is destroyed here; tells whether there were words of it.
        """
        if not self.has(ident):
            sealed = readable(data)
            self._insert(ident, scope, sealed.entry.device if sealed else DeviceId(""), data)
        if not outline:
            return False
        whole = self._connection.execute("SELECT data <> ? FROM entry WHERE id = ? AND outline = 0", (data, ident))
        words = bool((found := whole.fetchone()) and found[0])
        self._connection.execute("UPDATE entry SET data = ?, outline = 1 WHERE id = ?", (data, ident))
        return words

    def placed(self, scope: Scope, records: Iterable[RecordId]) -> dict[RecordId, list[Placed]]:
        """Return, for each record, the entries that count in its fold, in the order they count."""
        found = self.placed_of([(scope, record) for record in records])
        return {record: entries for (_, record), entries in found.items()}

    def placed_of(
        self, records: Sequence[tuple[Scope, RecordId]], fresh: Mapping[EntryId, Sealed] | None = None
    ) -> dict[tuple[Scope, RecordId], list[Placed]]:
        """Return the same for records of several scopes; `fresh` are entries that were read already."""
        found: dict[tuple[Scope, RecordId], list[Placed]] = {}
        read: dict[int, Placed | None] = {}
        rows = self._connection.execute(
            f"SELECT r.scope, r.record, r.entry, {_PLACED} FROM json_each(?) j CROSS JOIN entry_record r"  # noqa: S608
            " ON r.scope = j.value ->> 0 AND r.record = j.value ->> 1 JOIN entry e ON e.number = r.entry",
            (json.dumps(records),),
        )
        for scope, record, number, *row in rows:
            if number not in read:
                read[number] = _placed(tuple(row), fresh.get(row[0]) if fresh else None)
            placed = read[number]
            if placed is not None:
                found.setdefault((Scope(scope), RecordId(record)), []).append(placed)
        return {key: sorted(entries, key=_by_order) for key, entries in found.items()}

    def touched_by(self, entries: Iterable[EntryId]) -> dict[Scope, set[RecordId]]:
        """Return the records that some entries touch."""
        found: dict[Scope, set[RecordId]] = {}
        rows = self._connection.execute(
            "SELECT r.scope, r.record FROM entry e JOIN entry_record r ON r.entry = e.number"
            " WHERE e.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(entries)),),
        )
        for scope, record in rows:
            found.setdefault(Scope(scope), set()).add(RecordId(record))
        return found

    def records_of(self, scope: Scope) -> set[RecordId]:
        """Return every record of a scope that any entry touches."""
        rows = self._connection.execute("SELECT DISTINCT record FROM entry_record WHERE scope = ?", (scope,))
        return {RecordId(row[0]) for row in rows}

    def ladder(self, ident: EntryId) -> Ladder:
        """Return how far an entry has come. Raises ``LookupError`` where it is not here."""
        row = self._connection.execute(
            "SELECT data, office_at, verdict, reason, scope, (SELECT max(decision) FROM ruling"
            " WHERE ruling.entry = e.id AND ruling.scope = e.scope) FROM entry e WHERE id = ?",
            (ident,),
        ).fetchone()
        if row is None:
            raise LookupError("no such entry on this laptop")
        data, at, verdict, reason, scope, decision = row
        return Ladder(
            scope=Scope(scope),
            saved_at=read_entry(data).entry.at,
            at_office_at=datetime.fromisoformat(at) if at else None,
            verdict=Verdict(verdict) if verdict else None,
            reason=reason,
            decision=Decision(decision) if verdict == Verdict.QUARANTINED and decision else None,
        )

    def quarantined(self) -> Iterator[Waiting]:
        """Every readable quarantined entry of a scope shown on which nobody has ruled."""
        rows = self._connection.execute(
            f"SELECT data, reason FROM entry e WHERE verdict = '{Verdict.QUARANTINED}'"  # noqa: S608 — a constant
            " AND scope IN (SELECT id FROM shown) AND outline = 0"
            " AND NOT EXISTS (SELECT 1 FROM ruling WHERE ruling.entry = e.id AND ruling.scope = e.scope)"
            " ORDER BY number"
        ).fetchall()
        for data, reason in rows:
            sealed = readable(data)
            if sealed:
                yield Waiting(sealed, reason, is_withheld(reason, sealed.entry.scope))

    def sealed(self, ident: EntryId) -> Sealed | None:
        """Return a readable entry; None where there is none."""
        row = self._connection.execute("SELECT data FROM entry WHERE id = ? AND outline = 0", (ident,)).fetchone()
        return readable(row[0]) if row else None

    def placed_entries(self, entries: Iterable[EntryId]) -> dict[EntryId, Placed]:
        """Return readable entries with their places, in the order they were taken in; not what counts nowhere."""
        rows = self._connection.execute(
            f"SELECT {_PLACED} FROM entry e WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.number",  # noqa: S608
            (json.dumps(sorted(set(entries))),),
        ).fetchall()
        found = (_placed(tuple(row)) for row in rows if row[2] or readable(row[1]))
        return {placed.sealed.id: placed for placed in found if placed is not None}

    def scopes(self) -> set[Scope]:
        """Return every scope that has an entry here, shown or not."""
        return {Scope(row[0]) for row in self._connection.execute("SELECT DISTINCT scope FROM entry")}

    def delete_missing(self, scope: Scope, own: DeviceId, staying: Sequence[EntryId]) -> bool:
        """Remove what others wrote in a scope and its new generation, which has come whole, does not have any more.

        Tells whether there was anything.
        """
        done = self._connection.execute(
            "DELETE FROM entry WHERE scope = ? AND device <> ? AND id NOT IN (SELECT id FROM outbox)"
            " AND id NOT IN (SELECT value FROM json_each(?))",
            (scope, own, json.dumps(staying)),
        )
        return done.rowcount > 0

    def named_in(self, scope: Scope) -> set[str]:
        """Return the hashes of the attachments that any readable entry of a scope names, whatever became of it."""
        rows = self._connection.execute(
            "SELECT data FROM entry WHERE scope = ? AND outline = 0 AND instr(CAST(data AS TEXT), '\"sha256\"') > 0",
            (scope,),
        )
        edits = [edit for row in rows if (sealed := readable(row[0])) for edit in sealed.entry.edits]
        return {found for edit in edits for part in PARTS if (found := hash_in(edit.set.get(part)))}

    def delete_scope(self, scope: Scope) -> None:
        """Remove every entry of a scope."""
        self._connection.execute("DELETE FROM entry WHERE scope = ?", (scope,))

    def reindex(self, scope: Scope | None = None) -> None:
        """Find again which records every entry touches; a newer version may read what an older one could not."""
        for found in self.scopes() if scope is None else {scope}:
            self._connection.execute("DELETE FROM entry_record WHERE scope = ?", (found,))
            rows = self._connection.execute("SELECT number, data FROM entry WHERE scope = ?", (found,)).fetchall()
            for number, data in rows:
                self._index(number, found, data)

    def destroy(self, ident: EntryId, scope: Scope, outline: bytes) -> None:
        """Put the outline in the place of an entry's words; without an outline nothing of the entry stays."""
        if outline:
            change = "UPDATE entry SET data = ?, outline = 1 WHERE id = ? AND scope = ?"
            self._connection.execute(change, (outline, ident, scope))
        else:
            self._connection.execute("DELETE FROM entry WHERE id = ? AND scope = ?", (ident, scope))
        self._connection.execute("DELETE FROM box WHERE entry = ?", (ident,))

    def drop_damaged(self, scope: Scope) -> None:
        """Remove the entries of a scope whose bytes are not those of their ids and which the office has."""
        rows = self._connection.execute(
            "SELECT number, id, data FROM entry WHERE scope = ? AND outline = 0 AND verdict IS NOT NULL", (scope,)
        ).fetchall()
        damaged = [(number,) for number, ident, data in rows if entry_id(data) != ident]
        self._connection.executemany("DELETE FROM entry WHERE number = ?", damaged)

    def _insert(self, ident: EntryId, scope: Scope, device: DeviceId, data: bytes) -> None:
        number = self._connection.execute(
            "INSERT INTO entry (id, scope, device, data) VALUES (?, ?, ?, ?)", (ident, scope, device, data)
        ).lastrowid
        assert number is not None
        self._index(number, scope, data)

    def _index(self, number: int, scope: Scope, data: bytes) -> None:
        sealed = readable(data)
        edits = sealed.entry.edits if sealed and sealed.entry.scope == scope else ()
        self._connection.executemany(
            "INSERT INTO entry_record (scope, record, entry) VALUES (?, ?, ?)",
            [(scope, edit.record, number) for edit in edits],
        )


def readable(data: bytes) -> Sealed | None:
    """Read an entry; None where this version cannot."""
    try:
        return read_entry(data)
    except Damaged:
        return None


def _placed(row: tuple[Any, ...], fresh: Sealed | None = None) -> Placed | None:
    """Read an entry with its place, unless it was `fresh` in memory; None where it counts nowhere."""
    ident, data, outline, verdict, reason, epoch, position, ruling = row
    quarantined = verdict == Verdict.QUARANTINED
    sealed = read_outline(ident, data) if outline else fresh or read_entry(data)
    # Refused, what was withheld stays as if it had never been: nobody else ever had it.
    if quarantined and ruling != Decision.RELEASE and is_withheld(reason, sealed.entry.scope):
        return None
    at_office = verdict is not None and verdict != Verdict.DAMAGED and epoch is not None and position is not None
    order: Order = (0, epoch or 0, position or 0) if at_office else (1, 0, sealed.entry.seq)
    return Placed(
        sealed,
        order,
        awaiting=quarantined and ruling is None,
        late=verdict == Verdict.LATE,
        # "release" comes after "refuse", so the greatest decision is the one that holds.
        refused=quarantined and ruling == Decision.REFUSE,
        expunged=bool(outline),
    )


def _by_order(placed: Placed) -> tuple[Order, EntryId]:
    return placed.order, placed.sealed.id
