"""Signed receipts, kept word for word."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, text

from casework.ledger.protocol import SignedReceipt
from casework.records.identifier import DeviceId, Scope
from server.storage import schema
from server.storage.bulk import insert_rows


@dataclass(frozen=True)
class NewReceipt:
    """A receipt as its exact text, and the signature over it. `scope`: where its entries lie, if all lie in one."""

    scope: str
    data: str
    signature: bytes


def save_receipts(connection: Connection, device: DeviceId, receipts: Sequence[NewReceipt]) -> list[int]:
    """Keep receipts and say under which numbers, in their order. The caller has locked the device."""
    numbers = _take_numbers(connection, len(receipts))
    rows = [
        {"number": number, "device": device, "scope": one.scope, "data": one.data, "signature": one.signature}
        for number, one in zip(numbers, receipts, strict=True)
    ]
    insert_rows(connection, schema.receipt, rows)
    return numbers


def _take_numbers(connection: Connection, count: int) -> list[int]:
    """The next numbers. The embedded file has one writer at a time, so that the last one is the last one."""
    if connection.dialect.name == "postgresql":
        return list(connection.execute(_NEXT, {"count": count}).scalars())
    last = load_last(connection)
    return [last + 1 + place for place in range(count)]


_NEXT = text("SELECT nextval(pg_get_serial_sequence('receipt', 'number')) FROM generate_series(1, :count)")


def load_last(connection: Connection) -> int:
    """The number of the last receipt; 0 before the first."""
    last: int = connection.execute(select(func.coalesce(func.max(schema.receipt.c.number), 0))).scalar_one()
    return last


def load_scopes_since(connection: Connection, number: int) -> set[Scope]:
    """The scopes of the entries for which there are receipts after a number: their logs have grown since.

    Of the embedded file alone: beside it nobody is told by the database itself.
    """
    return {Scope(scope) for scope in connection.execute(_GROWN, {"number": number}).scalars()}


_GROWN = text(
    "SELECT DISTINCT entry.scope FROM receipt, json_each(receipt.data, '$.items') AS item "
    "JOIN entry ON entry.id = json_extract(item.value, '$.entry') "
    "WHERE receipt.number > :number AND entry.scope IS NOT NULL"
)


def load_receipts(connection: Connection, device: DeviceId, first: int, last: int) -> list[SignedReceipt]:
    """The first receipts of a device's entries, from one number up to and including another."""
    rows = connection.execute(_OF_CHAIN, {"named": device, "first": first, "last": last})
    return [SignedReceipt(data=row.data, signature=base64.b64encode(row.signature).decode()) for row in rows]


_NUMBERS = select(schema.entry.c.receipt).where(
    schema.entry.c.device == bindparam("named"),
    schema.entry.c.adopted.is_(None),
    schema.entry.c.seq.between(bindparam("first"), bindparam("last")),
)
_OF_CHAIN = select(schema.receipt).where(schema.receipt.c.number.in_(_NUMBERS)).order_by(schema.receipt.c.number)
