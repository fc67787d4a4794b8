"""The laptop's own chain and what the office has said to each entry of it.

Rows stay after the receipt has come: the chain is continued from them, and the signed receipts are the laptop's proof
if the server is ever restored to an earlier point.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.chain import sign_tip
from casework.ledger.entry import Link, Sealed
from casework.ledger.protocol import MAX_PUSH_BYTES, MAX_PUSH_ENTRIES, ChainTip, PushItem, PushRequest, SignedReceipt
from casework.records.identifier import DeviceId, EntryId, Scope
from desktop.store.connection import Connection
from desktop.store.identity import Identity

PushBatch = PushRequest
"""A batch is sent as it is."""


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

    def add(self, sealed: Sealed) -> None:
        """Queue an entry that continues the chain."""
        entry = sealed.entry
        self._connection.execute(
            "INSERT INTO outbox (device, seq, id, scope) VALUES (?, ?, ?, ?)",
            (entry.device, entry.seq, sealed.id, entry.scope),
        )

    def unsent(self) -> int:
        """Count the entries without a receipt."""
        return int(self._connection.execute("SELECT count(*) FROM outbox WHERE receipt IS NULL").fetchone()[0])

    def holds_unsent(self, scope: Scope) -> bool:
        """Tell whether something of the scope has not reached the office."""
        row = self._connection.execute(
            "SELECT 1 FROM outbox WHERE receipt IS NULL AND scope = ? LIMIT 1", (scope,)
        ).fetchone()
        return row is not None

    def next_batch(self, identity: Identity) -> PushBatch | None:
        """Return the next entries without a receipt, one after the other in the chain, signed; None: no more."""
        items = list(self._next_items(identity.device))
        if not items:
            return None
        tip = Link(items[-1].seq, EntryId(items[-1].id))
        signature = sign_tip(Ed25519PrivateKey.from_private_bytes(identity.signing_key), identity.device, tip)
        return PushRequest(entries=items, tip=ChainTip(seq=tip.seq, id=tip.id), signature=to_base64(signature))

    def scope_of(self, device: DeviceId, seq: int, ident: str) -> Scope | None:
        """Return the scope of an own entry; None where the number belongs to another or to none."""
        row = self._connection.execute(
            "SELECT scope FROM outbox WHERE device = ? AND seq = ? AND id = ?", (device, seq, ident)
        ).fetchone()
        return Scope(row[0]) if row else None

    def keep_receipt(self, signed: SignedReceipt, device: DeviceId, seqs: list[int]) -> None:
        """Keep a receipt, word for word, for the entries that have none yet."""
        self._connection.execute(
            "INSERT OR IGNORE INTO receipt (data, signature) VALUES (?, ?)",
            (signed.data.encode(), from_base64(signed.signature)),
        )
        self._connection.executemany(
            "UPDATE outbox SET receipt = (SELECT number FROM receipt WHERE data = ?)"
            " WHERE device = ? AND seq = ? AND receipt IS NULL",
            [(signed.data.encode(), device, seq) for seq in seqs],
        )

    def _next_items(self, device: DeviceId) -> Iterator[PushItem]:
        rows = self._connection.execute(
            "SELECT o.seq, o.id, e.data FROM outbox o JOIN entry e ON e.id = o.id"
            " WHERE o.device = ? AND o.receipt IS NULL ORDER BY o.seq LIMIT ?",
            (device, MAX_PUSH_ENTRIES),
        ).fetchall()
        size, first = 0, rows[0][0] if rows else 0
        for count, (seq, ident, data) in enumerate(rows):
            size += len(data)
            if seq != first + count or (count > 0 and size > MAX_PUSH_BYTES):
                return
            yield PushItem(seq=seq, id=ident, data=data.decode())


def to_base64(data: bytes) -> str:
    """Bytes as they stand in a message."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Bytes out of a message. Raises ``ValueError`` where they are none."""
    return b64decode(text, validate=True)
