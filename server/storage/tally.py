"""How much there is of everything, in numbers that are about nobody."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, literal_column, select

from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE
from server.storage import schema
from server.storage.audit_schema import audit


def load_tally(connection: Connection) -> Mapping[str, int]:
    """Counts by name: laptops, what they have not sent, entries, what waits for a ruling, visits, rows of the audit.

    Asked for every few seconds by whoever watches, so none of it goes through all entries.
    """
    device, entry, ruled, visit = schema.device, schema.entry, schema.ruling, schema.visit
    laptop = device.c.id != SERVER_DEVICE
    # As it stands in its index, not as a value that is only known later.
    quarantined = entry.c.verdict == literal_column(f"'{Verdict.QUARANTINED.value}'")
    is_ruled = select(ruled.c.entry).where(ruled.c.entry == entry.c.id).exists()
    placed = select(func.coalesce(func.sum(schema.scope.c.last_position), 0)).scalar_subquery()
    unplaced = select(func.count()).select_from(entry).where(entry.c.scope.is_(None)).scalar_subquery()
    queries = {
        "laptops_admitted": select(func.count()).select_from(device).where(laptop, device.c.stopped_at.is_(None)),
        "laptops_stopped": select(func.count()).select_from(device).where(laptop, device.c.stopped_at.is_not(None)),
        "unsent": select(func.coalesce(func.sum(device.c.unsent), 0)).where(laptop, device.c.stopped_at.is_(None)),
        # Its log has as many as its last place; entries are never taken away. What could not be read is in no log.
        "entries": select(placed + unplaced),
        "quarantined": select(func.count()).select_from(entry).where(quarantined, ~entry.c.outline, ~is_ruled),
        "visits_open": select(func.count()).select_from(visit),
        "visits_overdue": select(func.count()).select_from(visit).where(visit.c.raised),
        "audit_unsealed": select(func.count()).select_from(audit).where(audit.c.place.is_(None)),
        "held_pushes": select(func.count()).select_from(schema.held_push),
    }
    return {name: int(connection.execute(query).scalar_one()) for name, query in queries.items()}


def load_backup_at(connection: Connection) -> datetime | None:
    """When the last verified backup was made; None where none ever was."""
    found: datetime | None = connection.execute(select(schema.agency.c.backup_at)).scalar_one_or_none()
    return found


def count_seen_since(connection: Connection, moment: datetime) -> int:
    """How many admitted laptops were here since a moment."""
    device = schema.device
    query = select(func.count()).select_from(device)
    query = query.where(device.c.id != SERVER_DEVICE, device.c.stopped_at.is_(None), device.c.seen_at >= moment)
    return int(connection.execute(query).scalar_one())
