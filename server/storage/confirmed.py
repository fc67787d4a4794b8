"""What a person's laptops have said themselves to have, and what came into a log after that."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, Scope, StaffId
from server.holding import HoldingState
from server.storage import schema
from server.storage.log import chunks

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
    return load_all_confirmed(connection, [staff], [scope], since).get((staff, scope), 0)


def load_all_confirmed(
    connection: Connection, staff: Collection[StaffId], scopes: Collection[Scope], since: datetime
) -> dict[tuple[StaffId, Scope], int]:
    """The same for everybody and every scope named, in one reading; what nobody has is left out."""
    device, holding = schema.device, schema.holding
    query = select(device.c.id, device.c.staff).where(
        device.c.staff.in_(staff), device.c.stopped_at.is_(None), device.c.seen_at >= since
    )
    owner = {row.id: StaffId(row.staff) for row in connection.execute(query)}
    found: dict[tuple[StaffId, Scope], list[int]] = {}
    for part in chunks(sorted(scopes)):
        known = select(holding.c.device, holding.c.scope, holding.c.confirmed).where(
            holding.c.device.in_(list(owner)), holding.c.scope.in_(part), holding.c.state.in_(_HELD)
        )
        for row in connection.execute(known):
            found.setdefault((owner[row.device], Scope(row.scope)), []).append(row.confirmed)
    laptops = Counter(owner.values())
    return {key: min(said) for key, said in found.items() if len(said) == laptops[key[0]]}


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
