"""The agency's one row: its name, who administers the server, and the epoch in which it serves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from casework.records.identifier import StaffId
from server.storage import schema
from server.storage.notice import note_everything

FIRST_EPOCH = 1


@dataclass(frozen=True)
class Agency:
    """The agency this server belongs to: what never changes of it."""

    name: str
    administrator: StaffId


@dataclass(frozen=True)
class Epoch:
    """What changes of it, so that it is read anew in each transaction: several processes may serve one database.

    `confirmed`: no longer, or not yet again, being restored. `journal_number`: the journal's last line known here.
    `backup_receipt`: the last receipt that a verified backup has, made at `backup_at`.
    """

    number: int
    confirmed: bool
    journal_number: int
    backup_receipt: int
    backup_at: datetime | None
    facts_version: int
    """The counter of changes to what access follows from."""


def load_agency(connection: Connection) -> Agency | None:
    """The agency; None before `init` has finished."""
    row = connection.execute(select(schema.agency)).one_or_none()
    return Agency(row.name, row.administrator) if row is not None else None


def load_epoch(connection: Connection, lock: bool = False) -> Epoch:
    """The epoch as this transaction sees it, the agency's row locked for the rest of it if asked."""
    return read_epoch(connection.execute(_LOCKED if lock else _ONLY).one())


def read_epoch(row: Row[Any]) -> Epoch:
    """The epoch of a row that has its columns."""
    return Epoch(row.epoch, row.confirmed, row.journal_number, row.backup_receipt, row.backup_at, row.facts_version)


_ONLY = select(schema.agency)
_LOCKED = _ONLY.with_for_update()


def add_agency(connection: Connection, name: str, administrator: StaffId) -> None:
    """Write the agency's row, in its first epoch."""
    values = {"only": 1, "name": name, "administrator": administrator, "epoch": FIRST_EPOCH, "facts_version": 0}
    connection.execute(insert(schema.agency).values(values))


def take_journal_numbers(connection: Connection, count: int) -> int:
    """Take the numbers of the journal's next lines and return the first. The row stays locked until the commit."""
    number = schema.agency.c.journal_number
    taken = update(schema.agency).values(journal_number=number + count).returning(number)
    last: int = connection.execute(taken).scalar_one()
    return last - count + 1


def save_epoch(connection: Connection, number: int, *, confirmed: bool) -> None:
    """Begin an epoch, or let it be served."""
    connection.execute(update(schema.agency).values(epoch=number, confirmed=confirmed))
    note_everything(connection)


def save_journal_number(connection: Connection, number: int) -> None:
    """Write how far the journal goes that has just been read into this database."""
    connection.execute(update(schema.agency).values(journal_number=number))


def save_backup(connection: Connection, receipt: int, at: datetime) -> None:
    """Write which receipt is the last one that a verified backup has."""
    connection.execute(update(schema.agency).values(backup_receipt=receipt, backup_at=at))


def are_visits_known(connection: Connection) -> bool:
    """Whether the visits planned before the server watched them have been looked up."""
    known: bool = connection.execute(select(schema.agency.c.visits_known)).scalar_one()
    return known


def note_visits_known(connection: Connection) -> None:
    """Write that they have."""
    connection.execute(update(schema.agency).values(visits_known=True))
