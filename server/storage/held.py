"""What laptops sent while the server was restored and not yet confirmed, word for word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from casework.records.identifier import DeviceId
from server.storage import schema


@dataclass(frozen=True)
class HeldPush:
    """One request of one laptop."""

    number: int
    device: DeviceId
    request: str


def add_held(connection: Connection, device: DeviceId, request: str, at: datetime) -> None:
    """Keep a request."""
    connection.execute(insert(schema.held_push).values(device=device, request=request, received_at=at))


def holds(connection: Connection, device: DeviceId, request: str) -> bool:
    """Whether this very request is kept already."""
    table = schema.held_push
    query = select(table.c.number).where(table.c.device == device, table.c.request == request).limit(1)
    return connection.execute(query).first() is not None


def count_held(connection: Connection, device: DeviceId | None = None) -> int:
    """How many requests are kept, of one laptop or of all."""
    table = schema.held_push
    query = select(func.count()).select_from(table)
    return connection.execute(query if device is None else query.where(table.c.device == device)).scalar_one()


def load_held(connection: Connection) -> list[HeldPush]:
    """Every request, in the order in which they came."""
    table = schema.held_push
    rows = connection.execute(select(table).order_by(table.c.number))
    return [HeldPush(row.number, row.device, row.request) for row in rows]


def remove_held(connection: Connection) -> None:
    """Forget them all."""
    connection.execute(delete(schema.held_push))
