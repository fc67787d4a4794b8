"""What a person's laptops have said themselves to have, and what came into a log after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, Scope, StaffId
from server.holding import HoldingState
from server.storage import schema

_HELD = (HoldingState.HELD.value, HoldingState.NAMED.value)


@dataclass(frozen=True)
class Came:
    """An entry in a log: where it stands, and when it came."""

    sealed: Sealed
    position: int
    at: datetime


def load_confirmed(connection: Connection, staff: StaffId, scope: Scope, since: datetime) -> int:
    """How far every laptop of somebody that was here since a moment has a scope, by its own word; 0 without any.

    One that was not here for so long shows nothing any more.
    """
    device, holding = schema.device, schema.holding
    query = select(device.c.id).where(device.c.staff == staff, device.c.stopped_at.is_(None), device.c.seen_at >= since)
    devices = list(connection.execute(query).scalars())
    known = select(holding.c.confirmed).where(
        holding.c.device.in_(devices), holding.c.scope == scope, holding.c.state.in_(_HELD)
    )
    found = list(connection.execute(known).scalars())
    return min(found) if found and len(found) == len(devices) else 0


def load_came(
    connection: Connection, scope: Scope, after: int, until: datetime, since: datetime | None = None
) -> list[Came]:
    """What came into a log after a position and before a moment, but for what stands for nobody, in its order.

    `since`: nothing that came by then, where only what is new is asked for.
    """
    table = schema.entry
    query = select(table).where(
        table.c.scope == scope,
        table.c.position > after,
        table.c.received_at <= until,
        ~table.c.withheld,
        ~table.c.outline,
        table.c.verdict != Verdict.DAMAGED.value,
    )
    if since is not None:
        query = query.where(table.c.received_at > since)
    rows = connection.execute(query.order_by(table.c.position))
    return [Came(read_entry(row.data), row.position, row.received_at) for row in rows]


def load_sealed(connection: Connection, entries: Iterable[EntryId]) -> dict[EntryId, Came]:
    """Some entries by their ids, as far as they are known and readable."""
    table = schema.entry
    query = select(table).where(
        table.c.id.in_(sorted(entries)), ~table.c.outline, table.c.verdict != Verdict.DAMAGED.value
    )
    return {row.id: Came(read_entry(row.data), row.position, row.received_at) for row in connection.execute(query)}


def load_position(connection: Connection, entry: EntryId) -> int | None:
    """Where an entry stands in its log."""
    position: int | None = connection.execute(
        select(schema.entry.c.position).where(schema.entry.c.id == entry)
    ).scalar_one_or_none()
    return position
