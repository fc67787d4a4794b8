"""Destroying the words of entries, as an order says: by two people, or by the journal after a restore."""

from collections.abc import Collection, Sequence

from casework.records.identifier import EntryId, Scope
from server.refold import refold
from server.storage.blob import forget_names
from server.storage.database import Connection
from server.storage.erasure import add_holders, destroy_words
from server.storage.log import load_touched, lock_scopes


def destroy(connection: Connection, order: str, scope: Scope, entries: Collection[EntryId]) -> Sequence[str]:
    """Destroy the words of entries within a transaction; returns the names of the attachments' files to remove."""
    lock_scopes(connection, {scope})
    gone = destroy_words(connection, scope, entries)
    refold(connection, scope, load_touched(connection, scope, gone))
    add_holders(connection, order, scope)
    return forget_names(connection, gone)
