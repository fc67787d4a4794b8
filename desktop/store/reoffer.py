"""Seeing that the office's server was restored to an earlier point, and owing it again what it lacks.

Each answer says how far the office knows this laptop's chain. Behind what it has acknowledged, it was restored: then
everything from there on is sent again, with the office's own signed receipts. Inside a transaction of the caller's.
"""

from casework.ledger.entry import Link
from casework.ledger.protocol import ChainTip
from casework.records.identifier import EntryId
from desktop.store.change import NOTHING, Change
from desktop.store.tables import Tables


def note_office_chain(tables: Tables, chain: ChainTip) -> Change:
    """Take note of how far the office knows the chain; from there on it is owed what it had acknowledged."""
    identity = tables.facts.load_identity()
    if identity is None:
        return NOTHING
    before = tables.facts.load_office_chain(identity.device)
    own = tables.outbox.is_own(identity.device, Link(chain.seq, EntryId(chain.id) if chain.id else None))
    if not own or chain.seq >= tables.outbox.acknowledged(identity.device):
        tables.facts.forget_office_chain()
        return NOTHING if before is None else Change(outbox=True)
    if before is None or chain.seq < before:
        tables.notes.reoffer()
        tables.blobs.reoffer()
    tables.facts.save_office_chain(identity.device, chain.seq)
    return Change(outbox=True)
