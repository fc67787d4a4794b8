"""Planned visits from which nobody has come back yet, by when they should."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, tuple_, update

from casework.records.identifier import RecordId, Scope, StaffId
from server.storage import schema
from server.storage.among import among
from server.storage.log import chunks
from server.storage.upsert import insert_missing, insert_or_replace

VisitKey = tuple[Scope, RecordId]
"""The scope and the record of an appointment."""


@dataclass(frozen=True)
class Visit:
    """One visit that is not over, and when whoever went should be back; None where nobody said.

    `starts` and `staff`: when they are to set out, and who, where it is a visit to somebody's door.
    """

    key: VisitKey
    back_by: datetime | None
    starts: datetime | None = None
    staff: StaffId | None = None


def save_visits(connection: Connection, going_on: Iterable[Visit], over: Collection[VisitKey]) -> None:
    """Write the visits that are planned or going on, to be raised anew, and forget those that are over."""
    table = schema.visit
    for part in chunks(sorted(over)):
        connection.execute(delete(table).where(tuple_(table.c.scope, table.c.record).in_(part)))
    insert_or_replace(connection, table, [_row(visit) for visit in going_on])


def add_visits(connection: Connection, going_on: Iterable[Visit]) -> None:
    """Write the visits that are not known yet: what was written meanwhile is newer."""
    insert_missing(connection, schema.visit, [_row(visit) for visit in going_on])


def load_late(connection: Connection, at: datetime) -> list[VisitKey]:
    """The visits whose time to be back has passed and for which no senior is waited for yet, the oldest first."""
    table = schema.visit
    query = select(table.c.scope, table.c.record).where(table.c.back_by < at, table.c.raised.is_(False))
    rows = connection.execute(query.order_by(table.c.back_by, table.c.record))
    return [(Scope(row.scope), RecordId(row.record)) for row in rows]


def load_raised(connection: Connection) -> list[VisitKey]:
    """The visits for which a senior is waited for, the longest overdue first."""
    table = schema.visit
    query = select(table.c.scope, table.c.record).where(table.c.raised.is_(True))
    rows = connection.execute(query.order_by(table.c.back_by, table.c.record))
    return [(Scope(row.scope), RecordId(row.record)) for row in rows]


def load_setting_out(connection: Connection, until: datetime) -> list[Visit]:
    """The visits to somebody's door that begin before a moment and are not over, in the order of their beginning."""
    table = schema.visit
    query = select(table).where(table.c.starts < until, table.c.staff.is_not(None))
    rows = connection.execute(query.order_by(table.c.starts, table.c.record))
    return [
        Visit((Scope(row.scope), RecordId(row.record)), row.back_by, row.starts, StaffId(row.staff)) for row in rows
    ]


def is_setting_out(connection: Connection, staff: StaffId, scopes: Collection[Scope], until: datetime) -> bool:
    """Whether somebody has a visit in one of some scopes that begins before a moment and is not over."""
    table = schema.visit
    query = select(table.c.record).where(table.c.staff == staff, among(table.c.scope, scopes), table.c.starts < until)
    return connection.execute(query.limit(1)).first() is not None


def note_raised(connection: Connection, visit: VisitKey) -> None:
    """Write that a senior is waited for."""
    table = schema.visit
    change = update(table).where(table.c.scope == visit[0], table.c.record == visit[1])
    connection.execute(change.values(raised=True))


def _row(visit: Visit) -> dict[str, object]:
    scope, record = visit.key
    return {
        "scope": scope,
        "record": record,
        "back_by": visit.back_by,
        "raised": False,
        "starts": visit.starts,
        "staff": visit.staff,
    }
