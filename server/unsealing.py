"""Opening what laptops sealed when a case left them: entries are judged as usual, drafts become unfinished notes.

What cannot be opened is kept as it came. A draft is handed on only into a case that its laptop has held: the box says
whose it is and about whom, and a box is anybody's word.
"""

import json
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue

from casework.errors import Damaged, UserError
from casework.ledger.box import box_bytes, open_box
from casework.ledger.entry import Edit, entry_id
from casework.ledger.protocol import PushItem, PushRequest
from casework.records.delivery.unfinished_note import UnfinishedNote
from casework.records.identifier import DeviceId, RecordId
from server.device_zero import ServerSave
from server.key_file import BOX_KEY, load_key
from server.office import Office
from server.storage.agency import load_epoch
from server.storage.database import Connection
from server.storage.device import load_device
from server.storage.holding import load_holdings
from server.storage.note import Note, add_notes, load_waiting_notes, lock_waiting_note, note_handed_on


def open_boxes(folder: Path, request: PushRequest) -> PushRequest:
    """The batch with every box opened that can be. One that cannot, or holds another entry, stays a box."""
    if not any(item.sealed or item.carried_sealed for item in request.entries):
        return request
    key = load_key(folder, BOX_KEY)
    return request.model_copy(update={"entries": [_opened(key, item) for item in request.entries]})


def _opened(key: bytes, item: PushItem) -> PushItem:
    data = None if item.data else _text(key, item.sealed)
    carried = None if item.carried is not None else _text(key, item.carried_sealed)
    news: dict[str, str] = {}
    if data is not None and entry_id(data.encode()) == item.id:
        news["data"] = data
    if carried is not None:
        news["carried"] = carried
    return item.model_copy(update=news)


def _text(key: bytes, box: str | None) -> str | None:
    try:
        return open_box(key, box_bytes(box)).decode() if box else None
    except (Damaged, ValueError):
        return None


def keep_notes(connection: Connection, device: DeviceId, request: PushRequest, at: datetime) -> list[str]:
    """Keep the drafts that came with a batch, each once, and return their ids: they have arrived."""
    notes = [Note(note.id, device, note.scope, box_bytes(note.box), at) for note in request.notes]
    add_notes(connection, notes)
    return [note.id for note in notes]


def hand_on_notes(office: Office) -> None:
    """Write every draft that waits into its case, each in a transaction of its own. What cannot be stays kept.

    A box is anybody's word: what no text can be, or is nested without end, keeps nobody else's draft waiting.
    """
    with office.database.read() as connection:
        waiting = load_waiting_notes(connection) if load_epoch(connection).confirmed else []
    for ident in waiting:
        try:
            with office.database.write() as connection:
                _hand_on(office, connection, ident)
        except (UserError, ValueError, RecursionError):
            continue


def _hand_on(office: Office, connection: Connection, ident: str) -> None:
    note = lock_waiting_note(connection, ident)
    device = load_device(connection, note.device) if note else None
    if note is None or device is None or note.scope not in load_holdings(connection, note.device):
        return
    body = _body(office, note)
    values: dict[str, JsonValue] = {name: body.get(name) for name in ("form", "content", "begun_at", "kept_at")}
    edit = Edit(
        record=RecordId(office.zero.new_id()),
        kind=UnfinishedNote.kind,
        set={**values, "by": device.staff},
    )
    save = ServerSave(note.scope, (edit,), office.agency.administrator, office.clock.now(), on_behalf=device.staff)
    (entry,) = office.zero.save_within(connection, [save])
    note_handed_on(connection, note.id, entry)


def _body(office: Office, note: Note) -> dict[str, JsonValue]:
    """What is in the box. Raises ``Damaged`` if it is no draft."""
    try:
        body = json.loads(open_box(load_key(office.settings.folder, BOX_KEY), note.box))
    except ValueError:
        raise Damaged("A sealed draft cannot be read. It is kept as it came.") from None
    if not isinstance(body, dict):
        raise Damaged("A sealed draft cannot be read. It is kept as it came.")
    return body
