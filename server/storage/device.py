"""Enrolled laptops and how far the chain of each is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from casework.ledger.entry import Link
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, StaffId
from server.storage import schema
from server.storage.notice import note_device
from server.storage.upsert import insert_or_replace


@dataclass(frozen=True)
class Device:
    """One laptop as the server knows it; device 0 is the server itself."""

    id: DeviceId
    staff: StaffId
    public_key: bytes
    enrolled_at: datetime
    stopped_at: datetime | None = None
    seen_at: datetime | None = None
    chain: Link = field(default_factory=Link)
    kept_seq: int = 0
    unsent: int = 0
    skew_s: int = 0
    replaces: DeviceId | None = None
    wiped_at: datetime | None = None


def load_device(connection: Connection, device: DeviceId, lock: bool = False) -> Device | None:
    """One device, locked for the rest of the transaction if asked; None, too, for an id no database can look for."""
    if "\x00" in device:
        return None
    row = connection.execute(_LOCKED if lock else _ONE, {"named": device}).one_or_none()
    return read_device(row) if row is not None else None


_ONE = select(schema.device).where(schema.device.c.id == bindparam("named"))
_LOCKED = _ONE.with_for_update()


def load_replacing(connection: Connection, device: DeviceId) -> list[Device]:
    """What a device became, once for each copy of it, after it was restored or copied."""
    query = select(schema.device).where(schema.device.c.replaces == device).order_by(schema.device.c.id)
    return [read_device(row) for row in connection.execute(query)]


def load_devices(connection: Connection) -> list[Device]:
    """Every laptop, in the order of their enrolment."""
    query = select(schema.device).where(schema.device.c.id != SERVER_DEVICE).order_by(schema.device.c.enrolled_at)
    return [read_device(row) for row in connection.execute(query)]


def add_device(connection: Connection, device: Device) -> None:
    """Enrol a device."""
    connection.execute(
        insert(schema.device).values(
            id=device.id,
            staff=device.staff,
            public_key=device.public_key,
            enrolled_at=device.enrolled_at,
            chain_seq=device.chain.seq,
            chain_id=device.chain.id,
            replaces=device.replaces,
        )
    )


def save_chain(connection: Connection, device: DeviceId, link: Link, signature: bytes) -> None:
    """Write how far a device's chain is known, with the signature that vouches for it."""
    change = update(schema.device).where(schema.device.c.id == device)
    connection.execute(change.values(chain_seq=link.seq, chain_id=link.id))
    row = {"device": device, "seq": link.seq, "id": link.id, "signature": signature}
    insert_or_replace(connection, schema.tip, [row])


def save_kept(connection: Connection, chains: Mapping[DeviceId, int]) -> None:
    """Write how far a verified backup has each chain; one that a former backup had further stays."""
    table = schema.device.c
    for device, seq in sorted(chains.items()):
        further = update(schema.device).where(table.id == device, table.kept_seq < seq)
        connection.execute(further.values(kept_seq=seq))


def load_known(connection: Connection, device: DeviceId, first: int, last: int) -> dict[int, EntryId]:
    """The ids of a device's entries from one number up to and including another."""
    rows = connection.execute(_OF_CHAIN, {"named": device, "first": first, "last": last})
    return {row.seq: row.id for row in rows}


_OF_CHAIN = select(schema.entry.c.seq, schema.CHAIN_ID.label("id")).where(
    schema.entry.c.device == bindparam("named"),
    schema.entry.c.adopted.is_(None),
    schema.entry.c.seq.between(bindparam("first"), bindparam("last")),
)


def stop_device(connection: Connection, device: DeviceId, at: datetime) -> None:
    """End a device's access: its next request is refused, with whatever token."""
    connection.execute(update(schema.device).where(schema.device.c.id == device).values(stopped_at=at))
    note_device(connection, device)


def mark_seen(connection: Connection, device: DeviceId, at: datetime) -> bool:
    """Note when a device was last here; False, and nothing is noted, if it was stopped or is none."""
    return connection.execute(_SEEN, {"named": device, "at": at}).rowcount == 1


_SEEN = (
    update(schema.device)
    .where(schema.device.c.id == bindparam("named"), schema.device.c.stopped_at.is_(None))
    .values(seen_at=bindparam("at", type_=schema.device.c.seen_at.type))
)


def save_presence(connection: Connection, device: DeviceId, at: datetime, unsent: int, skew_s: int) -> None:
    """Write what a laptop said of itself at a pull: entries not sent, seconds that its clock is ahead."""
    change = update(schema.device).where(schema.device.c.id == device)
    connection.execute(change.values(seen_at=at, unsent=unsent, skew_s=skew_s))


def note_wiped(connection: Connection, device: DeviceId, at: datetime) -> None:
    """Note that a stopped laptop was ordered to destroy what it holds; the first time stands."""
    change = update(schema.device).where(schema.device.c.id == device, schema.device.c.wiped_at.is_(None))
    connection.execute(change.values(wiped_at=at))


def read_device(row: Row[Any]) -> Device:
    """The device of a row that has its columns."""
    return Device(
        id=row.id,
        staff=row.staff,
        public_key=row.public_key,
        enrolled_at=row.enrolled_at,
        stopped_at=row.stopped_at,
        seen_at=row.seen_at,
        chain=Link(row.chain_seq, row.chain_id),
        kept_seq=row.kept_seq,
        unsent=row.unsent,
        skew_s=row.skew_s,
        replaces=row.replaces,
        wiped_at=row.wiped_at,
    )
