"""That the server was restored stands in the audit from the first moment, whatever else of the server was lost."""

from datetime import datetime

from casework.ledger.audit import AuditWhat
from casework.records.identifier import SERVER_DEVICE
from server.storage.agency import load_agency
from server.storage.audit import AuditNote, add_notes, load_about, load_seal
from server.storage.database import Connection


def restored_event(epoch: int) -> str:
    """By what the row of a restore is known: there is one for each epoch, whoever notices it."""
    return f"restored epoch {epoch}"


def note_restored(connection: Connection, epoch: int, at: datetime) -> None:
    """Note that an epoch begins on an older copy, before anything else of that epoch is noted."""
    agency = load_agency(connection)
    if agency is None:
        return
    detail, event = f"epoch {epoch}, is at place {load_seal(connection).place}", restored_event(epoch)
    note = AuditNote(agency.administrator, AuditWhat.RESTORED, "audit", at, SERVER_DEVICE, detail, event=event)
    add_notes(connection, [note])


def load_restored(connection: Connection) -> dict[int, int]:
    """The epoch that began at each place; a row that is not sealed yet comes after all that are."""
    after = load_seal(connection).place + 1
    return {row.place or after: row.epoch for row in load_about(connection, what=AuditWhat.RESTORED)}
