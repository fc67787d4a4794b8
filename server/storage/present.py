"""Everything that has to be known of a laptop before it is told that there is nothing: in one statement."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, select, true

from casework.records.identifier import DeviceId
from server.storage import schema
from server.storage.agency import Epoch, read_epoch
from server.storage.device import Device, read_device


@dataclass(frozen=True)
class Present:
    """A laptop and the epoch at one moment. `owes`: it has not said yet that it carried out an order to destroy."""

    device: Device
    epoch: Epoch
    owes: bool


def load_present(connection: Connection, device: DeviceId) -> Present | None:
    """How it stands with a laptop; None where there is none of that id."""
    row = connection.execute(_PRESENT, {"named": device}).one_or_none()
    return Present(read_device(row), read_epoch(row), bool(row.owes)) if row is not None else None


_OWES = exists().where(
    schema.erasure_holder.c.device == schema.device.c.id,
    schema.erasure_holder.c.confirmed_at.is_(None),
    schema.erasure.c.id == schema.erasure_holder.c.erasure,
)
_OF_AGENCY = [
    schema.agency.c[name]
    for name in ("epoch", "confirmed", "journal_number", "backup_receipt", "backup_at", "facts_version")
]
_PRESENT = (
    select(schema.device, *_OF_AGENCY, _OWES.label("owes"))
    .join_from(schema.device, schema.agency, true())
    .where(schema.device.c.id == bindparam("named"))
)
