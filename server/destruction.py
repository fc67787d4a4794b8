"""Destroying the words of entries, as an order says: by two people, or by the journal after a restore."""

from collections.abc import Collection, Sequence
from datetime import datetime

from casework.records.identifier import EntryId, Scope
from server.asked import settle_gone
from server.refold import refold
from server.storage.blob import forget_names
from server.storage.database import Connection
from server.storage.erasure import add_entries, add_holders, destroy_words, load_orders_about
from server.storage.log import load_touched, lock_scopes


def destroy(
    connection: Connection, order: str, scope: Scope, entries: Collection[EntryId], at: datetime
) -> Sequence[str]:
    """Destroy the words of entries within a transaction; returns the names of the attachments' files to remove."""
    lock_scopes(connection, {scope})
    gone = destroy_words(connection, scope, entries)
    add_entries(connection, order, gone)
    refold(connection, scope, load_touched(connection, scope, gone))
    settle_gone(connection, scope, at)
    add_holders(connection, order, scope, entries)
    return forget_names(connection, gone)


def destroy_again(connection: Connection, entries: Collection[EntryId], at: datetime) -> Sequence[str]:
    """Destroy the words of entries that came again after a restore although an order is about them. As `destroy`."""
    files: list[str] = []
    for order, scope, entry in load_orders_about(connection, entries):
        files += destroy(connection, order, scope, [entry], at)
    return files
