"""The rows of attachments: what came, how far, and which entries name it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, exists, func, select, update

from casework.records.identifier import DeviceId, EntryId, RecordId, Scope, StaffId
from server.storage import blob_schema as schema
from server.storage.upsert import insert_missing


@dataclass(frozen=True)
class BlobRow:
    """One attachment of one case as one person sent it. `received`: how many bytes are on the disk."""

    id: str
    scope: Scope
    sha256: str
    staff: StaffId
    device: DeviceId
    size_bytes: int
    wrapped_key: bytes
    touched_at: datetime
    received: int = 0
    done_at: datetime | None = None


@dataclass(frozen=True)
class BlobName:
    """That an entry names an attachment; `part` is `content` or `original`."""

    entry: EntryId
    record: RecordId
    part: str
    scope: Scope
    sha256: str
    staff: StaffId


def save_names(connection: Connection, names: Sequence[BlobName]) -> None:
    """Keep which entries name what; known ones stay."""
    insert_missing(connection, schema.blob_name, [vars(name) for name in names])


def load_names(connection: Connection, scope: Scope, sha256: str) -> list[BlobName]:
    """Every entry of a case that names an attachment."""
    table = schema.blob_name
    query = select(table).where(table.c.sha256 == sha256, table.c.scope == scope).order_by(table.c.entry)
    return [
        BlobName(row.entry, row.record, row.part, row.scope, row.sha256, row.staff) for row in connection.execute(query)
    ]


def is_named(connection: Connection, scope: Scope, sha256: str, staff: StaffId) -> bool:
    """Whether an entry from a laptop of this person names the attachment."""
    return any(name.staff == staff for name in load_names(connection, scope, sha256))


def load_blob(connection: Connection, scope: Scope, sha256: str, staff: StaffId, lock: bool = False) -> BlobRow | None:
    """An attachment by who sent it, locked for the rest of the transaction if asked."""
    table = schema.blob
    query = select(table).where(table.c.scope == scope, table.c.sha256 == sha256, table.c.staff == staff)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return _blob(row) if row is not None else None


def add_blob(connection: Connection, blob: BlobRow) -> None:
    """Begin an attachment; one that exists is left as it is."""
    insert_missing(connection, schema.blob, [vars(blob)])


def save_received(connection: Connection, ident: str, received: int, at: datetime, done: bool) -> None:
    """Note how much of an attachment is on the disk, and whether that is the whole of it, verified."""
    values = {"received": received, "touched_at": at, "done_at": at if done else None}
    connection.execute(update(schema.blob).where(schema.blob.c.id == ident).values(values))


def remove_blob(connection: Connection, ident: str) -> None:
    """Forget an attachment, its key first of all."""
    connection.execute(delete(schema.blob).where(schema.blob.c.id == ident))


def sum_sizes(connection: Connection, device: DeviceId, unnamed: bool = False) -> int:
    """How many bytes a laptop's attachments take or will take: all of them, or those that no entry names yet."""
    query = select(func.coalesce(func.sum(schema.blob.c.size_bytes), 0)).where(schema.blob.c.device == device)
    return int(connection.execute(query.where(~_named()) if unnamed else query).scalar_one())


def load_expired(connection: Connection, before: datetime) -> list[BlobRow]:
    """What no entry names and nobody has added to since a moment."""
    query = select(schema.blob).where(schema.blob.c.touched_at < before, ~_named())
    return [_blob(row) for row in connection.execute(query)]


def load_ids(connection: Connection) -> set[str]:
    """The names of every file that is to be kept, for a backup and for the sweep."""
    return set(connection.execute(select(schema.blob.c.id)).scalars())


def forget_names(connection: Connection, entries: Collection[EntryId]) -> list[str]:
    """Forget that entries named anything, and every attachment of theirs that no other entry names.

    Returns the names of the files to remove once this is committed.
    """
    table = schema.blob_name
    named = and_(
        table.c.scope == schema.blob.c.scope,
        table.c.sha256 == schema.blob.c.sha256,
        table.c.staff == schema.blob.c.staff,
    )
    query = select(schema.blob.c.id).join_from(schema.blob, table, named).where(table.c.entry.in_(entries))
    touched = list(connection.execute(query.distinct()).scalars())
    connection.execute(delete(table).where(table.c.entry.in_(entries)))
    gone = select(schema.blob.c.id).where(schema.blob.c.id.in_(touched), ~_named())
    removed = list(connection.execute(gone).scalars())
    connection.execute(delete(schema.blob).where(schema.blob.c.id.in_(removed)))
    return removed


def _named() -> ColumnElement[bool]:
    table = schema.blob_name
    return exists().where(
        table.c.scope == schema.blob.c.scope,
        table.c.sha256 == schema.blob.c.sha256,
        table.c.staff == schema.blob.c.staff,
    )


def _blob(row: Row[tuple[object, ...]]) -> BlobRow:
    return BlobRow(
        id=row.id,
        scope=row.scope,
        sha256=row.sha256,
        staff=row.staff,
        device=row.device,
        size_bytes=row.size_bytes,
        wrapped_key=row.wrapped_key,
        touched_at=row.touched_at,
        received=row.received,
        done_at=row.done_at,
    )
