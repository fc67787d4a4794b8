"""Signed receipts, kept word for word."""

import base64

from sqlalchemy import Connection, func, insert, select

from casework.ledger.protocol import SignedReceipt
from casework.records.identifier import DeviceId
from server.storage import schema


def save_receipt(connection: Connection, device: DeviceId, scope: str, data: str, signature: bytes) -> int:
    """Keep a receipt and say under which number."""
    values = {"device": device, "scope": scope, "data": data, "signature": signature}
    statement = insert(schema.receipt).values(values).returning(schema.receipt.c.number)
    number: int = connection.execute(statement).scalar_one()
    return number


def load_last(connection: Connection) -> int:
    """The number of the last receipt; 0 before the first."""
    last: int = connection.execute(select(func.coalesce(func.max(schema.receipt.c.number), 0))).scalar_one()
    return last


def load_receipts(connection: Connection, device: DeviceId, first: int, last: int) -> list[SignedReceipt]:
    """The first receipts of a device's entries, from one number up to and including another."""
    entry, receipt = schema.entry, schema.receipt
    numbers = select(entry.c.receipt).where(
        entry.c.device == device, entry.c.adopted.is_(None), entry.c.seq.between(first, last)
    )
    query = select(receipt).where(receipt.c.number.in_(numbers)).order_by(receipt.c.number)
    return [
        SignedReceipt(data=row.data, signature=base64.b64encode(row.signature).decode())
        for row in connection.execute(query)
    ]
