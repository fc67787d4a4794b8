"""What was quarantined and nobody has ruled on, for the administrator: where, by whom, when and why; never what."""

from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.entry import Edit, Sealed, read_entry
from casework.records.delivery.ruling import Decision, Ruling
from casework.records.identifier import EntryId, RecordId, Scope, StaffId
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from server.device_zero import ServerSave
from server.office import Office
from server.storage.quarantine import load_unruled

_LEAST_ID = 8
"""So many letters of an entry's id name it."""


@dataclass(frozen=True)
class HeldBack:
    """One entry that waits. `kinds`: what sort of records it is about."""

    entry: EntryId
    scope: Scope
    author: StaffId
    at: datetime
    kinds: tuple[str, ...]
    why: str


def review(office: Office) -> list[HeldBack]:
    """Every quarantined entry on which nobody has ruled, in the order in which they came."""
    with office.database.read() as connection:
        found = load_unruled(connection)
    return [_held_back(read_entry(data), reason) for data, reason in found]


def rule(office: Office, entry: str, decision: Decision, reason: str) -> EntryId:
    """Release or refuse an entry as the office, and return its id. A beginning of the id that is no other's will do.

    Raises:
        UserError: without a reason, where nothing of that id waits, or for what the administrator wrote themself.
    """
    if not reason.strip():
        raise UserError("Say why: the reason is kept with the record.")
    found = [one for one in review(office) if len(entry) >= _LEAST_ID and one.entry.startswith(entry)]
    if len(found) != 1:
        raise UserError("No entry of this id waits, or several do. See: doorstep-server quarantine list.")
    held = found[0]
    values = Ruling(entry=held.entry, decision=decision, reason=reason.strip()).values()
    edit = Edit(record=RecordId(office.zero.new_id()), kind=Ruling.kind, set=values)
    office.zero.save([ServerSave(held.scope, (edit,), office.agency.administrator, office.clock.now())])
    return held.entry


def _held_back(sealed: Sealed, reason: str) -> HeldBack:
    entry = sealed.entry
    known = next((one for one in Reason if one == reason), None)
    why = REASON_SENTENCES[known] if known else "Somebody has to look at it."
    return HeldBack(
        sealed.id, entry.scope, entry.author, entry.at, tuple(sorted({edit.kind for edit in entry.edits})), why
    )
