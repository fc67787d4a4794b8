"""Requests of locked laptops to be let in again, and the halves that officers have given."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from casework.records.identifier import DeviceId, StaffId
from server.storage.schema import recovery


@dataclass(frozen=True)
class Asked:
    """A request with what has been given: by the share's number, the sealed half and the officer."""

    device: DeviceId
    name: str
    data: str
    asked_at: datetime
    halves: dict[int, tuple[str, StaffId]]


def add_request(connection: Connection, request: Asked) -> None:
    """Keep a request beside what was asked before."""
    values = {"device": request.device, "name": request.name, "data": request.data, "asked_at": request.asked_at}
    connection.execute(insert(recovery).values(values))


def remove_requests(connection: Connection, before: datetime) -> None:
    """Forget what was asked before a moment."""
    connection.execute(delete(recovery).where(recovery.c.asked_at < before))


def remove_request(connection: Connection, name: str) -> None:
    """Forget one."""
    connection.execute(delete(recovery).where(recovery.c.name == name))


def load_requests_of(connection: Connection, device: DeviceId) -> list[Asked]:
    """What a laptop has asked, the oldest first."""
    query = select(recovery).where(recovery.c.device == device).order_by(recovery.c.asked_at, recovery.c.name)
    return [_asked(row) for row in connection.execute(query)]


def load_request(connection: Connection, name: str) -> Asked | None:
    """The request of a name."""
    row = connection.execute(select(recovery).where(recovery.c.name == name)).one_or_none()
    return _asked(row) if row is not None else None


def lock_requests(connection: Connection) -> list[Asked]:
    """Every request, locked for the rest of the transaction, the oldest first."""
    query = select(recovery).order_by(recovery.c.asked_at, recovery.c.device).with_for_update()
    return [_asked(row) for row in connection.execute(query)]


def save_half(connection: Connection, name: str, number: int, half: str, officer: StaffId) -> None:
    """Write what an officer gave."""
    column = {1: "first", 2: "second"}[number]
    change = update(recovery).where(recovery.c.name == name)
    connection.execute(change.values({column: half, f"{column}_by": officer}))


def _asked(row: Row[tuple[object, ...]]) -> Asked:
    found = {1: (row.first, row.first_by), 2: (row.second, row.second_by)}
    halves = {number: (half, StaffId(by)) for number, (half, by) in found.items() if half}
    return Asked(DeviceId(row.device), row.name, row.data, row.asked_at, halves)
