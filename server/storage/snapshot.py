"""A consistent copy of the embedded database in one file, under the same key; and the checks of such a file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from casework.errors import Damaged
from casework.ledger.entry import Link, Sealed, entry_id, read_entry
from casework.ledger.protocol import Receipt, Verdict
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId
from server.storage import schema
from server.storage.database import Database
from server.storage.log import chunks

Verify = Callable[[bytes, bytes], bool]
"""Whether a signature (second) over bytes (first) is good."""


@dataclass(frozen=True)
class Contents:
    """What a copy holds: its epoch, its last receipt, how many entries, and how far each device's chain."""

    epoch: int
    receipt: int
    entries: int
    chains: dict[DeviceId, int]


def write_copy(database: Database, path: Path) -> None:
    """Write a copy of the embedded database as it is at one moment, while others go on working with it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with database.lasting() as connection:
        connection.execute("VACUUM INTO ?", (str(path),))
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def copy_is_read() -> Iterator[None]:
    """Around whatever reads a copy: a page that cannot be read is damage. Raises ``Damaged`` for it."""
    try:
        yield
    except (sqlcipher.Error, SQLAlchemyError) as error:
        raise _damaged("a page") from error


def check_pages(database: Database) -> None:
    """Check every page of an embedded file, and that what names something names something that is there.

    Raises:
        Damaged: if not.
    """
    with database.lasting() as connection:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken or not whole or dangling:
        raise _damaged("its pages")


def load_contents(connection: Connection) -> Contents:
    """What a database holds."""
    last = connection.execute(select(func.coalesce(func.max(schema.receipt.c.number), 0))).scalar_one()
    entries = connection.execute(select(func.count()).select_from(schema.entry)).scalar_one()
    epoch = connection.execute(select(schema.agency.c.epoch)).scalar_one()
    device = schema.device.c
    chains = {row.id: row.chain_seq for row in connection.execute(select(device.id, device.chain_seq))}
    return Contents(epoch, last, entries, chains)


def check_logs(connection: Connection) -> None:
    """Check that every entry is what its id says, follows the one before it, and lies within its log.

    Raises:
        Damaged: if not.
    """
    entry = schema.entry.c
    ident = schema.CHAIN_ID.label("id")
    query = select(ident, entry.device, entry.seq, entry.adopted, entry.data, entry.outline, entry.verdict)
    before: tuple[DeviceId, Link] | None = None
    for row in connection.execution_options(yield_per=500).execute(query.order_by(entry.device, entry.seq)):
        sealed = None
        if row.verdict != Verdict.DAMAGED.value and not row.outline:
            sealed = _read(row.id, row.data)
        if row.adopted is None:
            own = sealed is None or (sealed.entry.device, sealed.entry.seq) == (row.device, row.seq)
            _refuse_unless(own, "the chain of a laptop")
            if sealed and before and before == (row.device, Link(row.seq - 1, before[1].id)):
                _refuse_unless(sealed.entry.prev == before[1].id, "the chain of a laptop")
            before = (row.device, Link(row.seq, row.id))
    ends = select(entry.scope, func.max(entry.position).label("end")).group_by(entry.scope).subquery()
    beyond = select(schema.scope.c.id).join_from(ends, schema.scope, schema.scope.c.id == ends.c.scope)
    beyond = beyond.where(ends.c.end > schema.scope.c.last_position)
    _refuse_unless(connection.execute(beyond).first() is None, "the end of a log")


def load_tips(connection: Connection) -> Iterator[tuple[DeviceId, bytes, Link, bytes]]:
    """Each device that has a chain, its public key, where the chain stands, and the signature over that.

    Raises:
        Damaged: if the entry there is another, or nothing was signed.
    """
    device, tip, entry = schema.device, schema.tip, schema.entry
    query = (
        select(
            device.c.id,
            device.c.public_key,
            device.c.chain_seq,
            device.c.chain_id,
            tip.c.signature,
            schema.CHAIN_ID,
        )
        .select_from(device)
        .outerjoin(tip, (tip.c.device == device.c.id) & (tip.c.seq == device.c.chain_seq))
        .outerjoin(
            entry,
            (entry.c.device == device.c.id) & (entry.c.seq == device.c.chain_seq) & entry.c.adopted.is_(None),
        )
        .where(device.c.chain_seq > 0)
    )
    for ident, key, seq, chain, signature, last in connection.execute(query):
        # An entry of the server's own may be lost in a restore, and its place is not used again.
        is_lost = last is None and ident == SERVER_DEVICE
        _refuse_unless(signature is not None and (last == chain or is_lost), "the end of a chain")
        yield ident, key, Link(seq, chain), signature


def check_receipts(connection: Connection, verify: Verify) -> None:
    """Check that every receipt is signed, and that it is about the entries that name it.

    Raises:
        Damaged: if not.
    """
    receipt, entry = schema.receipt.c, schema.entry.c
    numbers = connection.execute(select(receipt.number).order_by(receipt.number)).scalars().all()
    for part in chunks(numbers):
        about = {}
        for row in connection.execute(select(schema.receipt).where(receipt.number.in_(part))):
            _refuse_unless(verify(row.data.encode(), row.signature), "a receipt")
            about[row.number] = {item.entry for item in Receipt.model_validate_json(row.data).items}
        for row in connection.execute(
            select(schema.CHAIN_ID.label("id"), entry.receipt).where(entry.receipt.in_(part))
        ):
            _refuse_unless(row.id in about[row.receipt], "a receipt")


def _read(ident: EntryId, data: bytes) -> Sealed:
    _refuse_unless(entry_id(data) == ident, "an entry")
    return read_entry(data)


def _refuse_unless(good: bool, what: str) -> None:
    if not good:
        raise _damaged(what)


def _damaged(what: str) -> Damaged:
    return Damaged(f"This copy of the database is damaged ({what} is not as it was written). Use another one.")
