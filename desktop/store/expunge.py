"""Destroying words by the office's order: the outline of an entry takes its place. Inside one transaction.

An order is confirmed only once the write-ahead log is empty too, so that no old page is left in it.
"""

from collections.abc import Sequence

from casework.ledger.protocol import Expunge
from casework.records.file.attachment import PARTS, Attachment, hash_in
from casework.records.identifier import EntryId, Scope
from desktop.store.blob_shelf import BlobShelf
from desktop.store.change import NOTHING, Change
from desktop.store.connection import transaction
from desktop.store.tables import Tables


def take_orders(tables: Tables, orders: Sequence[Expunge]) -> Change:
    """Carry the office's orders out, once each; whatever is being staged of those entries included."""
    change = NOTHING
    for order in orders:
        if not tables.expunges.is_known(order.id):
            change |= _carry_out(tables, order)
            tables.expunges.note(order.id)
    tables.expunges.settle([order.id for order in orders])
    return change


def empty_log(tables: Tables, blobs: BlobShelf) -> None:
    """Remove files that are not kept any more, and empty the write-ahead log after a purge: no old page is left in it.

    Outside any transaction. If the log is in use, it is tried again another time.
    """
    blobs.sweep_rubbish()
    if not tables.scopes.unerased() and not tables.expunges.unerased():
        return
    busy, _, _ = tables.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy:
        with transaction(tables.connection):
            tables.scopes.note_erased()
            tables.expunges.note_erased()


def _carry_out(tables: Tables, order: Expunge) -> Change:
    records = tables.ledger.touched_by([EntryId(entry) for entry in order.entries]).get(order.scope, set())
    doomed = _attachments(tables, order)
    for entry, outline in order.entries.items():
        tables.ledger.destroy(EntryId(entry), order.scope, outline.encode())
        tables.scopes.outline_staged(order.scope, EntryId(entry), outline.encode())
    change = tables.records.refold(order.scope, records)
    # The key goes here, the file as soon as that is on the disk.
    tables.blobs.forget(order.scope, doomed - _still_named(tables, order.scope))
    return change


def _attachments(tables: Tables, order: Expunge) -> set[str]:
    """The hashes of what the entries of an order name."""
    found = [tables.ledger.sealed(EntryId(entry)) for entry in order.entries]
    entries = [sealed.entry for sealed in found if sealed and sealed.entry.scope == order.scope]
    edits = [edit for entry in entries for edit in entry.edits if edit.kind == Attachment.kind]
    return {sha256 for edit in edits for part in PARTS if (sha256 := hash_in(edit.set.get(part)))}


def _still_named(tables: Tables, scope: Scope) -> set[str]:
    """The hashes that any other entry of the scope names."""
    states = tables.records.load_some({Attachment.kind}, {scope})
    fields = [state.fields[part] for state in states for part in PARTS if part in state.fields]
    return {sha256 for field in fields for head in field.heads if (sha256 := hash_in(head.value))}
