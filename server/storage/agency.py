"""The agency's one row: its name, who administers the server, and the epoch."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from casework.records.identifier import StaffId
from server.storage import schema

FIRST_EPOCH = 1


@dataclass(frozen=True)
class Agency:
    """The agency this server belongs to."""

    name: str
    administrator: StaffId
    epoch: int


def load_agency(connection: Connection) -> Agency | None:
    """The agency; None before `init` has finished."""
    row = connection.execute(select(schema.agency)).one_or_none()
    return Agency(row.name, row.administrator, row.epoch) if row is not None else None


def add_agency(connection: Connection, name: str, administrator: StaffId) -> None:
    """Write the agency's row, in its first epoch."""
    values = {"only": 1, "name": name, "administrator": administrator, "epoch": FIRST_EPOCH, "facts_version": 0}
    connection.execute(insert(schema.agency).values(values))
