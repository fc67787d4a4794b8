"""Folding records of a scope again from its log. The folded records are a cache: the log is what is true."""

from collections.abc import Collection

from casework.ledger.fold import fold_record
from casework.ledger.keep import heads_digest
from casework.records.identifier import RecordId, Scope
from server.storage.database import Connection
from server.storage.folded import load_scope, remove_records, save_records
from server.storage.log import load_placed, load_touched


def refold(connection: Connection, scope: Scope, records: Collection[RecordId]) -> None:
    """Fold some records of a scope again and keep what comes of it. The caller holds the scope's lock."""
    placed = load_placed(connection, {(scope, record) for record in records})
    states = {record: fold_record(scope, record, placed.get((scope, record), ())) for record in records}
    save_records(connection, [state for state in states.values() if state is not None])
    if gone := [record for record, state in states.items() if state is None]:
        remove_records(connection, scope, gone)


def mend_scope(connection: Connection, scope: Scope) -> bool:
    """Fold a whole scope again; whether what was kept differed from its log. The caller holds the scope's lock."""
    before = heads_digest(load_scope(connection, scope))
    refold(connection, scope, load_touched(connection, scope))
    return heads_digest(load_scope(connection, scope)) != before
