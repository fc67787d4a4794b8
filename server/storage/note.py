"""Sealed drafts that arrived, and which have been handed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from casework.records.identifier import DeviceId, EntryId, Scope
from server.storage import schema
from server.storage.upsert import insert_missing


@dataclass(frozen=True)
class Note:
    """One sealed draft as it came."""

    id: str
    device: DeviceId
    scope: Scope
    box: bytes
    received_at: datetime


def add_notes(connection: Connection, notes: Sequence[Note]) -> None:
    """Keep notes; one that came before stays as it is."""
    rows = [
        {"id": n.id, "device": n.device, "scope": n.scope, "box": n.box, "received_at": n.received_at} for n in notes
    ]
    insert_missing(connection, schema.note, rows)


def load_waiting_notes(connection: Connection) -> list[str]:
    """The ids of the notes that have not been handed on, in the order they came."""
    note = schema.note
    query = select(note.c.id).where(note.c.entry.is_(None)).order_by(note.c.received_at, note.c.id)
    return [row.id for row in connection.execute(query)]


def lock_waiting_note(connection: Connection, ident: str) -> Note | None:
    """One note, locked for the rest of the transaction; None if it has been handed on meanwhile."""
    note = schema.note
    query = select(note).where(note.c.id == ident, note.c.entry.is_(None)).with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else Note(row.id, row.device, Scope(row.scope), row.box, row.received_at)


def note_handed_on(connection: Connection, ident: str, entry: EntryId) -> None:
    """Write which entry handed a note on."""
    connection.execute(update(schema.note).where(schema.note.c.id == ident).values(entry=entry))
