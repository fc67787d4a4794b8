"""Finding what was quarantined and nobody has ruled on."""

from sqlalchemy import Connection, select

from casework.ledger.protocol import Verdict
from server.storage import schema


def load_unruled(connection: Connection) -> list[tuple[bytes, str]]:
    """The bytes of every quarantined entry on which nobody has ruled, with the reason, oldest first."""
    entry, ruled = schema.entry, schema.ruling
    query = (
        select(entry.c.data, entry.c.reason)
        .where(entry.c.verdict == Verdict.QUARANTINED.value, ~entry.c.outline)
        .where(~select(ruled.c.entry).where(ruled.c.entry == entry.c.id).exists())
        .order_by(entry.c.received_at, entry.c.scope, entry.c.position)
    )
    return [(row.data, row.reason or "") for row in connection.execute(query)]
