"""The audit's rows, its seal and its checkpoints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from casework.ledger.audit import AuditWhat, SignedCheckpoint
from casework.records.identifier import DeviceId, StaffId
from server.storage import audit_schema as schema
from server.storage.bulk import insert_rows
from server.storage.schema import agency
from server.storage.upsert import insert_missing

GENESIS = "0" * 64
"""What stands in the place of the digest before the first row."""

_WHY_MOST = 2000


@dataclass(frozen=True)
class AuditNote:
    """Something to be noted: who, what, on which id. `detail`: a number or id beside it, never content."""

    staff: StaffId
    what: AuditWhat
    target: str
    at: datetime
    device: DeviceId | None = None
    detail: str | None = None
    why: str | None = None
    occurred_at: datetime | None = None
    event: str | None = None


@dataclass(frozen=True)
class AuditRow:
    """A row as it is kept; `place` and `digest` once it is sealed."""

    id: int
    place: int | None
    digest: str | None
    epoch: int
    at: datetime
    staff: str
    device: str | None
    what: str
    target: str
    detail: str | None
    why: str | None
    occurred_at: datetime | None
    event: str | None


@dataclass(frozen=True)
class Seal:
    """How far the chain goes, and the digest of its last row."""

    place: int = 0
    digest: str = GENESIS


def add_notes(connection: Connection, notes: Sequence[AuditNote], epoch: int | None = None) -> None:
    """Add rows within the transaction of what they tell of; one whose event is known already is passed over.

    `epoch`: the one that is served, where the caller has just read it.
    """
    if not notes:
        return
    if epoch is None:
        epoch = connection.execute(select(agency.c.epoch)).scalar_one()
    rows = [_values(note, epoch) for note in notes]
    insert_rows(connection, schema.audit, [row for row in rows if row["event"] is None])
    insert_missing(connection, schema.audit, [row for row in rows if row["event"] is not None])


def load_events(connection: Connection, events: Sequence[str]) -> set[str]:
    """Which of these events are noted."""
    query = select(schema.audit.c.event).where(schema.audit.c.event.in_(events))
    return set(connection.execute(query).scalars())


def lock_seal(connection: Connection) -> Seal:
    """How far the chain goes, locked for the rest of the transaction."""
    insert_missing(connection, schema.audit_seal, [{"only": 1, "place": 0, "digest": GENESIS}])
    row = connection.execute(select(schema.audit_seal).with_for_update()).one()
    return Seal(row.place, row.digest)


def load_seal(connection: Connection) -> Seal:
    """How far the chain goes."""
    row = connection.execute(select(schema.audit_seal)).one_or_none()
    return Seal(row.place, row.digest) if row is not None else Seal()


def load_unsealed(connection: Connection, most: int) -> list[AuditRow]:
    """Rows that are not in the chain yet, in the order in which they came."""
    table = schema.audit
    query = select(table).where(table.c.place.is_(None)).order_by(table.c.id).limit(most)
    return [_row(row) for row in connection.execute(query)]


def save_sealed(connection: Connection, places: Sequence[tuple[int, int, str]], seal: Seal) -> None:
    """Write the places and digests of rows, by their ids, and how far the chain goes now."""
    table = schema.audit
    change = update(table).where(table.c.id == bindparam("row"))
    rows = [{"row": ident, "new_place": place, "new_digest": digest} for ident, place, digest in places]
    connection.execute(change.values(place=bindparam("new_place"), digest=bindparam("new_digest")), rows)
    connection.execute(update(schema.audit_seal).values(place=seal.place, digest=seal.digest))


def load_rows(connection: Connection) -> Iterator[AuditRow]:
    """Every row of the chain by its place, and after them those without one."""
    table = schema.audit
    query = select(table).order_by(table.c.place.is_(None), table.c.place, table.c.id)
    for row in connection.execute(query).yield_per(1000):
        yield _row(row)


def load_about(
    connection: Connection, target: str = "", staff: str = "", what: AuditWhat | None = None
) -> list[AuditRow]:
    """Rows about an id, by somebody, of a sort, or all of these, in the order in which they came."""
    table = schema.audit
    query = select(table).order_by(table.c.id)
    if target:
        query = query.where(table.c.target == target)
    if staff:
        query = query.where(table.c.staff == staff)
    if what:
        query = query.where(table.c.what == what.value)
    return [_row(row) for row in connection.execute(query)]


def load_digest(connection: Connection, place: int) -> str | None:
    """The digest at a place of the chain; None where it does not go so far."""
    if place == 0:
        return GENESIS
    query = select(schema.audit.c.digest).where(schema.audit.c.place == place)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def save_checkpoint(connection: Connection, place: int, signed: SignedCheckpoint, at: datetime) -> None:
    """Keep a checkpoint."""
    values = {"place": place, "data": signed.data, "signature": signed.signature, "at": at}
    connection.execute(insert(schema.audit_checkpoint).values(values))


def load_checkpoints(connection: Connection) -> list[SignedCheckpoint]:
    """Every checkpoint, first to last."""
    table = schema.audit_checkpoint
    rows = connection.execute(select(table).order_by(table.c.place))
    return [SignedCheckpoint(data=row.data, signature=row.signature) for row in rows]


def last_checkpoint(connection: Connection) -> tuple[int, datetime, SignedCheckpoint] | None:
    """The newest checkpoint with its place and moment; None before the first."""
    table = schema.audit_checkpoint
    row = connection.execute(select(table).order_by(table.c.place.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return row.place, row.at, SignedCheckpoint(data=row.data, signature=row.signature)


def _values(note: AuditNote, epoch: int) -> dict[str, object]:
    return {
        "epoch": epoch,
        "at": note.at,
        "staff": note.staff,
        "device": note.device,
        "what": note.what.value,
        "target": _kept(note.target)[:100],
        "detail": _kept(note.detail) or None,
        "why": _kept(note.why)[:_WHY_MOST] or None,
        "occurred_at": note.occurred_at,
        "event": note.event,
    }


def _kept(text: str | None) -> str:
    """A text as both databases keep it: whatever somebody wrote as a reason, what they did is noted."""
    return (text or "").replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _row(row: Row[tuple[object, ...]]) -> AuditRow:
    return AuditRow(**{name: getattr(row, name) for name in AuditRow.__dataclass_fields__})
