"""When the person of each laptop signed in with the agency, and by when they have to again."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casework.records.identifier import DeviceId
from server.storage import schema
from server.storage.upsert import insert_or_replace


@dataclass(frozen=True)
class SignedIn:
    """One laptop's row. `due` follows from the setting, `asked` from an order.

    `asked_days`: an order that the laptop was not told of yet.
    """

    at: datetime | None = None
    due: datetime | None = None
    asked: datetime | None = None
    asked_days: int | None = None


def load_signed_in(connection: Connection, device: DeviceId) -> SignedIn:
    """A laptop's row; an empty one where there is none."""
    table = schema.sign_in
    row = connection.execute(select(table).where(table.c.device == device)).one_or_none()
    return SignedIn(row.at, row.due, row.asked, row.asked_days) if row is not None else SignedIn()


def save_signed_in(connection: Connection, device: DeviceId, signed_in: SignedIn) -> None:
    """Write it."""
    insert_or_replace(connection, schema.sign_in, [{"device": device, **asdict(signed_in)}])
