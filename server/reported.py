"""What laptops report of themselves: what happened on one alone, noted once however often it is sent."""

from collections.abc import Sequence
from datetime import datetime

from casework.ledger.audit import NEEDS_REASON, OF_LAPTOPS, OF_NO_CASE, AuditEvent, AuditWhat
from casework.records.identifier import is_uuid
from server.storage.audit import AuditNote, add_notes, load_events
from server.storage.database import Connection
from server.storage.device import Device


def note_events(
    connection: Connection, own: Device, events: Sequence[AuditEvent], at: datetime
) -> tuple[list[str], list[str]]:
    """Note what happened on a laptop alone; the ids that are noted now, and those that may not be reported.

    An event is its person's, not its laptop's: one that was restored or copied, and goes on as another, brings what
    the one before has brought already.
    """
    reportable = [event for event in events if _is_reportable(event)]
    add_notes(connection, [_note_of(own, event, at) for event in reportable])
    known = load_events(connection, [_key(own, event) for event in reportable])
    noted = [event.id for event in reportable if _key(own, event) in known]
    may = {event.id for event in reportable}
    return noted, [event.id for event in events if event.id not in may]


def _key(own: Device, event: AuditEvent) -> str:
    return f"{own.staff}:{event.id}"


def _is_reportable(event: AuditEvent) -> bool:
    reasoned = event.what not in NEEDS_REASON or bool(event.why.strip())
    of_none = event.case == OF_NO_CASE and event.what in {AuditWhat.PRINTED, AuditWhat.EXPORTED}
    return event.what in OF_LAPTOPS and (of_none or is_uuid(event.case)) and reasoned


def _note_of(own: Device, event: AuditEvent, at: datetime) -> AuditNote:
    return AuditNote(
        staff=own.staff,
        what=event.what,
        target=event.case,
        at=at,
        device=own.id,
        detail=event.record or None,
        why=event.why.strip() or None,
        occurred_at=event.at,
        event=_key(own, event),
    )
