"""What had come by a moment, for a backup that was made by other means than the server's own."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from casework.records.identifier import DeviceId
from server.storage import schema


def load_received(connection: Connection, before: datetime) -> tuple[int, dict[DeviceId, int]]:
    """The last receipt that was given before a moment, and how far each device's chain had come.

    Whatever of a chain came later ends it here, although an earlier number of it may have come earlier.
    """
    entry = schema.entry.c
    own = entry.adopted.is_(None)
    later = select(entry.device, func.min(entry.seq).label("first")).where(own, entry.received_at >= before)
    firsts = {row.device: row.first for row in connection.execute(later.group_by(entry.device))}
    last = select(entry.device, func.max(entry.seq).label("last")).where(own, entry.received_at < before)
    chains = {
        row.device: min(row.last, firsts.get(row.device, row.last + 1) - 1)
        for row in connection.execute(last.group_by(entry.device))
    }
    query = select(func.coalesce(func.max(entry.receipt), 0)).where(entry.received_at < before)
    receipt: int = connection.execute(query).scalar_one()
    return receipt, chains
