"""The laptop's own chain and what the office has said to each entry of it.

Rows stay after the receipt has come: the chain is continued from them, and the signed receipts are the laptop's proof
if the server is ever restored to an earlier point. A row goes when a pull has brought its entry back, or its case has
left, and a verified backup of the office has it; the last one always stays.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.chain import sign_tip
from casework.ledger.entry import Link, Sealed
from casework.ledger.protocol import (
    MAX_PUSH_BYTES,
    MAX_PUSH_ENTRIES,
    ChainTip,
    PushItem,
    PushRequest,
    SealedNote,
    SignedReceipt,
)
from casework.records.identifier import DeviceId, EntryId, Scope
from desktop.store.connection import Connection
from desktop.store.identity import Identity

_NEVER = 2**62

PushBatch = PushRequest
"""A batch is sent as it is."""


_UNSIGNED = "o.receipt IS NULL"
"""What the office has not acknowledged."""

_OWED_AGAIN = (
    "(o.receipt IS NULL OR EXISTS (SELECT 1 FROM fact WHERE fact.name = 'office_chain'"
    " AND o.device = json_extract(fact.value, '$[0]') AND o.seq > json_extract(fact.value, '$[1]')))"
)
"""That, and what it lacks again because it was restored to an earlier point."""


@dataclass(frozen=True, slots=True)
class Owned:
    """An entry of this laptop's: its number in the present chain (None: of an earlier one, and carried by this)."""

    seq: int | None
    scope: Scope
    has_receipt: bool


class OutboxTable:
    """Own entries by their number in the chain. All writing happens inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tip(self, device: DeviceId) -> Link:
        """Return where the chain of this laptop stands."""
        row = self._connection.execute(
            "SELECT seq, id FROM outbox WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
        ).fetchone()
        return Link(row[0], EntryId(row[1])) if row else Link()

    def first(self, device: DeviceId) -> int:
        """Return the number of the first entry that is still here; 0 where the chain is empty."""
        row = self._connection.execute("SELECT min(seq) FROM outbox WHERE device = ?", (device,)).fetchone()
        return int(row[0] or 0)

    def add(self, sealed: Sealed, adopts: EntryId | None = None) -> None:
        """Queue an entry that continues the chain; `adopts` is the one of an earlier chain that it carries."""
        entry = sealed.entry
        self._connection.execute(
            "INSERT INTO outbox (device, seq, id, scope, adopts) VALUES (?, ?, ?, ?, ?)",
            (entry.device, entry.seq, sealed.id, entry.scope, adopts),
        )

    def after(self, device: DeviceId, seq: int) -> list[tuple[EntryId, Scope]]:
        """Return what is queued after a number, in its order."""
        rows = self._connection.execute(
            "SELECT id, scope FROM outbox WHERE device = ? AND seq > ? ORDER BY seq", (device, seq)
        )
        return [(EntryId(ident), Scope(scope)) for ident, scope in rows]

    def newest(self, device: DeviceId, most: int) -> list[Link]:
        """Return the last links of the chain that the office has signed nothing for, the last first."""
        rows = self._connection.execute(
            "SELECT seq, id FROM outbox WHERE device = ? AND receipt IS NULL ORDER BY seq DESC LIMIT ?", (device, most)
        )
        return [Link(seq, EntryId(ident)) for seq, ident in rows]

    def drop_newest(self, device: DeviceId, link: Link) -> None:
        """Take the last link off the chain. Only for what was never given to anybody."""
        self._connection.execute(
            "DELETE FROM outbox WHERE device = ?1 AND seq = ?2 AND id = ?3 AND receipt IS NULL"
            " AND seq = (SELECT max(seq) FROM outbox WHERE device = ?1)",
            (device, link.seq, link.id),
        )

    def is_own(self, device: DeviceId, link: Link) -> bool:
        """Tell whether a link is of this laptop's chain; it is not after a restore of the laptop or on a copy."""
        row = self._connection.execute(
            "SELECT id FROM outbox WHERE device = ? AND seq = ?", (device, link.seq)
        ).fetchone()
        return row[0] == link.id if row is not None else link.seq <= self.tip(device).seq

    def left_behind(self, device: DeviceId) -> list[tuple[EntryId, Scope]]:
        """Return what is queued of earlier chains of this laptop, in their order."""
        rows = self._connection.execute(
            "SELECT id, scope FROM outbox WHERE device <> ? ORDER BY device, seq", (device,)
        ).fetchall()
        return [(EntryId(ident), Scope(scope)) for ident, scope in rows]

    def drop_adoptions(self) -> None:
        """Remove the entries that only carried others: whatever they carried is carried anew."""
        self._connection.execute("DELETE FROM entry WHERE id IN (SELECT id FROM outbox WHERE adopts IS NOT NULL)")
        self._connection.execute("DELETE FROM outbox WHERE adopts IS NOT NULL")

    def acknowledged(self, device: DeviceId) -> int:
        """Return the number of the last entry for which the office has signed; 0 where there is none."""
        row = self._connection.execute(
            "SELECT max(seq) FROM outbox WHERE device = ? AND receipt IS NOT NULL", (device,)
        ).fetchone()
        return int(row[0] or 0)

    def unsent(self) -> int:
        """Count the entries that the office does not have, and not what is merely carried to it again."""
        return int(
            self._connection.execute(
                f"SELECT count(*) FROM outbox o WHERE {self._owed()}"  # noqa: S608 — constant text
                " AND o.id NOT IN (SELECT adopts FROM outbox WHERE adopts IS NOT NULL)"
                " AND NOT EXISTS (SELECT 1 FROM outbox c WHERE c.id = o.adopts AND c.receipt IS NOT NULL)"
            ).fetchone()[0]
        )

    def holds_unsent(self, scope: Scope) -> bool:
        """Tell whether something of the scope has not reached the office."""
        row = self._connection.execute(
            f"SELECT 1 FROM outbox o WHERE {self._owed()} AND o.scope = ? LIMIT 1",  # noqa: S608 — constant text
            (scope,),
        ).fetchone()
        return row is not None

    def next_batch(self, identity: Identity, notes: Sequence[SealedNote] = ()) -> PushBatch | None:
        """Return the next entries that the office lacks, one after the other in the chain, signed; None: no more.

        `notes` go with them, or alone.
        """
        batch = self.handover_batch(identity, notes)
        return batch if batch.entries or batch.notes else None

    def handover_batch(self, identity: Identity, notes: Sequence[SealedNote] = ()) -> PushBatch:
        """Return the same where there may be nothing: then it is the signed tip alone."""
        items = list(self._next_items(identity.device))
        tip = Link(items[-1].seq, EntryId(items[-1].id)) if items else self._sendable_tip(identity.device)
        signature = sign_tip(Ed25519PrivateKey.from_private_bytes(identity.signing_key), identity.device, tip)
        chain = ChainTip(seq=tip.seq, id=tip.id)
        return PushRequest(
            entries=items,
            tip=chain,
            signature=to_base64(signature),
            receipts=self._receipts(identity.device, items),
            notes=list(notes),
        )

    def _sendable_tip(self, device: DeviceId) -> Link:
        """The last link that no import holds back: what may still be undone is signed for nobody."""
        row = self._connection.execute(
            "SELECT seq, id FROM outbox WHERE device = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
            (device, self._held_from(device)),
        ).fetchone()
        return Link(row[0], EntryId(row[1])) if row else Link()

    def _receipts(self, device: DeviceId, items: Sequence[PushItem]) -> list[SignedReceipt]:
        """The office's own word on those that are sent again, and on what they carry."""
        if not items:
            return []
        rows = self._connection.execute(
            "SELECT DISTINCT r.data, r.signature FROM outbox o LEFT JOIN outbox c ON c.id = o.adopts"
            " JOIN receipt r ON r.number IN (o.receipt, c.receipt)"
            " WHERE o.device = ? AND o.seq BETWEEN ? AND ? ORDER BY r.number LIMIT ?",
            (device, items[0].seq, items[-1].seq, MAX_PUSH_ENTRIES),
        )
        return [SignedReceipt(data=bytes(data).decode(), signature=to_base64(sign)) for data, sign in rows]

    def unkept(self, scope: Scope, device: DeviceId, kept_seq: int) -> list[tuple[EntryId, bytes]]:
        """Return the entries of a scope that are here in plain text and in no verified backup of the office.

        What another chain of this laptop left behind counts as in none; nor does what the office has not signed for
        here: if this laptop was copied or restored, the backup has another entry under the same number.
        """
        rows = self._connection.execute(
            "SELECT o.id, e.data FROM outbox o JOIN entry e ON e.id = o.id"
            " WHERE o.scope = ? AND e.outline = 0 AND (o.device <> ? OR o.seq > ? OR o.receipt IS NULL)"
            " ORDER BY o.device, o.seq",
            (scope, device, kept_seq),
        )
        return [(EntryId(ident), bytes(data)) for ident, data in rows]

    def note_pulled(self, entries: Iterable[EntryId]) -> None:
        """Note which entries a page has brought back."""
        if self._connection.execute("SELECT 1 FROM outbox WHERE pulled = 0 LIMIT 1").fetchone() is None:
            return
        # One by one, by their id: a set would be looked for by going through the whole outbox.
        self._connection.executemany(
            "UPDATE outbox SET pulled = 1 WHERE id = ? AND pulled = 0", [(ident,) for ident in entries]
        )

    def drop_settled(self, device: DeviceId, kept_seq: int) -> bool:
        """Remove what the office has for good, but for the last link of it; tell whether there was any.

        Also where the chain has gone on: what follows may be an import that is undone, and the chain goes on from here.
        """
        found = self._connection.execute(
            "DELETE FROM outbox WHERE device = ?1 AND seq <= ?2 AND receipt IS NOT NULL"
            " AND (pulled = 1 OR scope NOT IN (SELECT id FROM scope))"
            " AND seq < (SELECT max(seq) FROM outbox WHERE device = ?1 AND receipt IS NOT NULL)",
            (device, kept_seq),
        ).rowcount
        # What an earlier chain left behind is settled with the entry that carried it.
        found += self._connection.execute(
            "DELETE FROM outbox WHERE device <> ? AND receipt IS NOT NULL"
            " AND id NOT IN (SELECT adopts FROM outbox WHERE adopts IS NOT NULL)",
            (device,),
        ).rowcount
        if found:
            self._connection.execute(
                "DELETE FROM receipt WHERE number NOT IN (SELECT receipt FROM outbox WHERE receipt IS NOT NULL)"
            )
        return found > 0

    def owned(self, device: DeviceId, entries: Sequence[EntryId]) -> dict[EntryId, Owned]:
        """Return those of some entries that are of this laptop's chain, or carried by it from an earlier one."""
        rows = self._connection.execute(
            "SELECT o.id, o.device, o.seq, o.scope, o.receipt IS NOT NULL FROM json_each(?) j"
            " CROSS JOIN outbox o ON o.id = j.value",
            (json.dumps(entries),),
        ).fetchall()
        adopted = self._connection.execute("SELECT adopts FROM outbox WHERE adopts IS NOT NULL")
        carried = {row[0] for row in adopted}
        return {
            EntryId(ident): Owned(seq if of == device else None, Scope(scope), bool(signed))
            for ident, of, seq, scope, signed in rows
            if of == device or ident in carried
        }

    def keep_receipts(self, device: DeviceId, receipts: Sequence[tuple[SignedReceipt, Sequence[int]]]) -> None:
        """Keep receipts, word for word, each for those of its entries, by number, that have none yet."""
        texts = [signed.data.encode() for signed, _ in receipts]
        self._connection.executemany(
            "INSERT OR IGNORE INTO receipt (data, signature) VALUES (?, ?)",
            [(text, from_base64(signed.signature)) for text, (signed, _) in zip(texts, receipts, strict=True)],
        )
        found = [self._connection.execute("SELECT number FROM receipt WHERE data = ?", (text,)) for text in texts]
        numbers = [row.fetchone()[0] for row in found]
        self._connection.executemany(
            "UPDATE outbox SET receipt = ? WHERE device = ? AND seq = ? AND receipt IS NULL",
            [(number, device, seq) for number, (_, seqs) in zip(numbers, receipts, strict=True) for seq in seqs],
        )
        # What was carried has arrived with what carried it.
        self._connection.execute(
            "UPDATE outbox SET receipt = (SELECT c.receipt FROM outbox c WHERE c.adopts = outbox.id)"
            " WHERE receipt IS NULL AND id IN (SELECT adopts FROM outbox WHERE adopts IS NOT NULL AND receipt > 0)"
        )

    def _owed(self) -> str:
        """The condition for what the office lacks. Only after it was restored each row has to be asked for that."""
        restored = self._connection.execute("SELECT 1 FROM fact WHERE name = 'office_chain'").fetchone()
        return _OWED_AGAIN if restored else _UNSIGNED

    def _held_from(self, device: DeviceId) -> int:
        """The first number in the chain that an import holds back; one that is never reached where none does."""
        row = self._connection.execute("SELECT min(held_from) FROM import_run WHERE device = ?", (device,)).fetchone()
        return _NEVER if row[0] is None else int(row[0])

    def _next_items(self, device: DeviceId) -> Iterator[PushItem]:
        rows = self._connection.execute(
            "SELECT o.seq, o.id, e.data, b.box, c.data, d.box FROM outbox o LEFT JOIN entry e ON e.id = o.id"  # noqa: S608
            " LEFT JOIN box b ON b.entry = o.id LEFT JOIN entry c ON c.id = o.adopts"
            " LEFT JOIN box d ON d.entry = o.adopts"
            f" WHERE o.device = ? AND {self._owed()} AND o.seq < ? ORDER BY o.seq LIMIT ?",
            (device, self._held_from(device), MAX_PUSH_ENTRIES),
        ).fetchall()
        size, first = 0, rows[0][0] if rows else 0
        for count, (seq, ident, data, box, carried, carried_box) in enumerate(rows):
            item = _carrying(_item(seq, ident, data, box), carried, carried_box)
            size += sum(len(part or "") for part in (item.data, item.sealed, item.carried, item.carried_sealed))
            if seq != first + count or (count > 0 and size > MAX_PUSH_BYTES):
                return
            yield item


def _item(seq: int, ident: str, data: bytes | None, box: bytes | None) -> PushItem:
    """One entry as it travels: its text, or its box where the text is not here any more."""
    if data is not None:
        return PushItem(seq=seq, id=ident, data=data.decode())
    return PushItem(seq=seq, id=ident, sealed=to_base64(box) if box is not None else None)


def _carrying(item: PushItem, data: bytes | None, box: bytes | None) -> PushItem:
    """The item with the entry of an earlier chain that it carries."""
    if data is not None:
        return item.model_copy(update={"carried": data.decode()})
    return item if box is None else item.model_copy(update={"carried_sealed": to_base64(box)})


def to_base64(data: bytes) -> str:
    """Bytes as they stand in a message."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Bytes out of a message. Raises ``ValueError`` where they are none."""
    return b64decode(text, validate=True)
