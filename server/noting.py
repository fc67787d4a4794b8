"""What the audit says of entries that were taken in: one row for each scope of a batch, and one for an emergency."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from casework.ledger.audit import AuditWhat
from casework.ledger.protocol import Verdict
from casework.records.identifier import DeviceId, Scope, StaffId, case_of, scope_sort
from casework.records.staff.grant import EmergencyAccess
from server.storage.audit import AuditNote
from server.storage.log import Kept

_COUNTS = frozenset({Verdict.ACCEPTED, Verdict.LATE})


def notes_of(device: DeviceId, staff: StaffId, kept: Sequence[Kept], receipt: int, at: datetime) -> list[AuditNote]:
    """The rows of one batch. The receipt that a row names has the ids of the entries with their verdicts."""
    notes = [
        AuditNote(staff, AuditWhat.RECORDED, _target(scope), at, device, f"{_sort(scope)} receipt {receipt}")
        for scope in dict.fromkeys(item.scope for item in kept)
    ]
    return [*notes, *(note for item in kept for note in _emergencies(device, staff, item, at))]


def _emergencies(device: DeviceId, staff: StaffId, item: Kept, at: datetime) -> Iterator[AuditNote]:
    """Opening a case in an emergency stands out, with its reason; what was held back has opened nothing."""
    if item.sealed is None or item.sealed.entry.scope != item.scope or item.verdict not in _COUNTS:
        return
    case = case_of(item.scope)
    for edit in item.sealed.entry.edits:
        if edit.kind == EmergencyAccess.kind and case and "window" in edit.set:
            why = str(edit.set.get("reason") or "")
            yield AuditNote(staff, AuditWhat.EMERGENCY, case, at, device, edit.record, why)


def _target(scope: Scope | None) -> str:
    return (case_of(scope) or scope) if scope else "unreadable"


def _sort(scope: Scope | None) -> str:
    return (scope_sort(scope) if scope else None) or "unreadable"
