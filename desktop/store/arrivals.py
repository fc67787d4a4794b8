"""What a page brings, taken in at once: a few statements for all of it, however many entries and cases are in it."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from casework.ledger.entry import Edit, Sealed
from casework.ledger.fold import Placed
from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, RecordId, Scope
from desktop.store.connection import Connection
from desktop.store.kept import Kept, RecordKey
from desktop.store.ledger_table import Place

_COUNTS = frozenset({Verdict.ACCEPTED, Verdict.LATE})


class Arrived(NamedTuple):
    """An entry that came from the office; `sealed` is None where this version cannot read it."""

    scope: Scope
    id: EntryId
    data: bytes
    sealed: Sealed | None
    place: Place
    outline: bool = False
    kept: tuple[Kept, ...] = ()
    """The records that it touches as they are kept, where it plainly counts and if nothing else touches them."""

    def edits(self) -> tuple[Edit, ...]:
        """What it does to records of the scope in which it came."""
        return self.sealed.entry.edits if self.sealed and self.sealed.entry.scope == self.scope else ()

    def placed(self) -> Placed | None:
        """The entry with its place in the fold, where it plainly counts; None where more has to be known of it."""
        place = self.place
        if self.sealed is None or self.outline or place.verdict not in _COUNTS:
            return None
        order = place.order or (place.epoch, place.position)
        return Placed(self.sealed, (0, *order), late=place.verdict == Verdict.LATE)


@dataclass(frozen=True)
class Fresh:
    """What is known of entries that were just taken in, so that nothing of it has to be read back.

    `alone`: the records that nothing else touches, as they are kept. `read`: every one that was read.
    `moved`: own entries that counted here already, of which only the place is new.
    """

    alone: Mapping[RecordKey, Kept] = field(default_factory=dict)
    read: Mapping[EntryId, Sealed] = field(default_factory=dict)
    moved: Collection[EntryId] = frozenset()

    def without(self, touched: Mapping[Scope, Collection[RecordId]]) -> "Fresh":
        """The same, but for records that something else touches after all: what was destroyed still counts for them."""
        if not touched:
            return self
        alone = {key: one for key, one in self.alone.items() if key[1] not in touched.get(key[0], ())}
        return replace(self, alone=alone)


class ArrivalTable:
    """Entries that come, many at a time. Inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def filled(self, scopes: Collection[Scope]) -> set[Scope]:
        """Return those scopes of which anything is here: entries, or records."""
        rows = self._connection.execute(
            "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM entry WHERE scope = value)"
            " OR EXISTS (SELECT 1 FROM state WHERE scope = value)",
            (json.dumps(list(scopes)),),
        )
        return {Scope(row[0]) for row in rows}

    def known(self, entries: Sequence[EntryId]) -> set[EntryId]:
        """Return which of some entries are here."""
        rows = self._connection.execute(
            "SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(entries),)
        )
        return {EntryId(row[0]) for row in rows}

    def add(self, arrived: Sequence[Arrived], at: datetime, empty: Collection[Scope]) -> Fresh:
        """Keep entries that are not known here, where the office put them, in their order.

        `empty`: scopes of which nothing was here before.
        """
        last = self._connection.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()[0]
        heard = at.isoformat()
        numbered = list(enumerate(arrived, last + 1))
        self._connection.executemany(
            "INSERT INTO entry (number, id, scope, device, data, verdict, reason, epoch, position, order_epoch,"
            " order_position, office_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(number, one, heard) for number, one in numbered],
        )
        touched = [(one.scope, edit.record, number) for number, one in numbered for edit in one.edits()]
        self._connection.executemany("INSERT INTO entry_record (scope, record, entry) VALUES (?, ?, ?)", touched)
        times = Counter((scope, record) for scope, record, _ in touched)
        before = self._touched_before([key for key in times if key[0] not in empty], last)
        alone = {
            kept.key: kept for one in arrived for kept in one.kept if times[kept.key] == 1 and kept.key not in before
        }
        return Fresh(alone, {one.id: one.sealed for one in arrived if one.sealed})

    def move(self, places: Mapping[EntryId, Place], at: datetime, by_receipt: bool = False) -> list[EntryId]:
        """Keep where the office has put known entries and what it thinks of them; return those of which that is news.

        `at`: the office's time, for those of which none is known yet; a receipt's time counts before any other.
        """
        if not places:
            return []
        rows = self._connection.execute(
            "SELECT id, verdict, reason, epoch, position, order_epoch, order_position FROM entry"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(places)),),
        )
        moved = [
            (*new, at.isoformat(), ident) for ident, *old in rows if (new := _columns(places[ident])) != tuple(old)
        ]
        heard = "?" if by_receipt else "coalesce(office_at, ?)"
        self._connection.executemany(
            "UPDATE entry SET verdict = ?, reason = ?, epoch = ?, position = ?, order_epoch = ?, order_position = ?,"  # noqa: S608 — constants
            f" office_at = {heard} WHERE id = ?",
            moved,
        )
        return [EntryId(row[-1]) for row in moved]

    def unplaced(self, entries: Sequence[EntryId]) -> set[EntryId]:
        """Return those entries that are here and on which the office's word is not known."""
        rows = self._connection.execute(
            "SELECT id FROM entry WHERE id IN (SELECT value FROM json_each(?)) AND verdict IS NULL",
            (json.dumps(entries),),
        )
        return {EntryId(row[0]) for row in rows}

    def note_receipts(self, entries: Iterable[EntryId], at: datetime) -> None:
        """Keep the time on a receipt as the time at which entries reached the office."""
        heard = at.isoformat()
        self._connection.executemany(
            "UPDATE entry SET office_at = ? WHERE id = ?", [(heard, ident) for ident in entries]
        )

    def _touched_before(self, keys: Sequence[RecordKey], last: int) -> set[RecordKey]:
        """Return those records that an entry up to a number touches."""
        if not keys:
            return set()
        rows = self._connection.execute(
            "SELECT DISTINCT r.scope, r.record FROM json_each(?) j CROSS JOIN entry_record r"
            " ON r.scope = j.value ->> 0 AND r.record = j.value ->> 1 WHERE r.entry <= ?",
            (json.dumps(keys), last),
        )
        return {(Scope(scope), RecordId(record)) for scope, record in rows}


def _row(number: int, one: Arrived, heard: str) -> tuple[object, ...]:
    device = one.sealed.entry.device if one.sealed else ""
    return (number, one.id, one.scope, device, one.data, *_columns(one.place), heard)


def _columns(place: Place) -> tuple[object, ...]:
    return (place.verdict, place.reason, place.epoch, place.position, *(place.order or (None, None)))
