"""Destroying words by the office's order: the outline of an entry takes its place. Inside one transaction.

An order is confirmed only once the write-ahead log is empty too, so that no old page is left in it.
"""

from collections.abc import Sequence

from casework.ledger.protocol import Expunge
from casework.records.identifier import EntryId
from desktop.store.change import NOTHING, Change
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


def _carry_out(tables: Tables, order: Expunge) -> Change:
    records = tables.ledger.touched_by([EntryId(entry) for entry in order.entries]).get(order.scope, set())
    for entry, outline in order.entries.items():
        tables.ledger.destroy(EntryId(entry), order.scope, outline.encode())
        tables.scopes.unstage(order.scope, EntryId(entry))
    return tables.records.refold(order.scope, records)
