"""What somebody on the way to a door has to be told at once, and for which visits. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry
from casework.records import caution
from casework.records.contact.incident import Incident
from casework.records.file.case import Case
from casework.records.identifier import EntryId, RecordId
from casework.records.merge import caution_of
from casework.records.record import merge_of
from casework.records.risk.warning import WarningRecord, WarningStatus
from casework.records.sentence.order import Condition
from casework.rules.day import day_of

GRACE = timedelta(minutes=1)
"""A laptop that is online has it by then, without anybody ringing. Ours."""

NEW_FOR = timedelta(days=7)
"""For a laptop that never said to have the case, only what came within so long is told. Ours."""

ParentOf = Callable[[EntryId, RecordId, str], JsonValue]
"""What an entry set in a field of a record; None where that is not known."""


def to_tell(entry: Entry, parent_of: ParentOf) -> RecordId | None:
    """The first record with which an entry raises a level, warns, reports an incident or sets a condition, if any."""
    return next((edit.record for edit in entry.edits if _is_to_tell(edit, parent_of)), None)


def is_due_now(starts: datetime, back_by: datetime | None, at: datetime) -> bool:
    """Whether a visit that is not over is of today, or goes on, or should have been over by now."""
    return day_of(starts) == day_of(at) or (back_by is not None and starts <= at)


def _is_to_tell(edit: Edit, parent_of: ParentOf) -> bool:
    if edit.kind == WarningRecord.kind:
        return _warns(edit)
    if edit.kind == Condition.kind:
        return _is_checked_at_visits(edit)
    if edit.kind == Incident.kind:
        return bool(edit.set.keys() & {"what", "sort"})
    return edit.kind == Case.kind and "standing_risk" in edit.set and _raises(edit, parent_of)


def _is_checked_at_visits(edit: Edit) -> bool:
    """Whether a condition is new or reads otherwise: whom the person must not meet stands there in words."""
    condition = edit.set.get("condition")
    return isinstance(condition, dict) and condition.get("check_at_visits", True) is not False


def _warns(edit: Edit) -> bool:
    state = edit.set.get("state")
    status = state.get("status") if isinstance(state, dict) else None
    return status != WarningStatus.REMOVED.value and bool(edit.set.keys() & {"notice", "state"})


def _raises(edit: Edit, parent_of: ParentOf) -> bool:
    """Whether a level is higher than those it replaces. One that replaces none counts from high upwards.

    A level that cannot be read, or replaces what is not known, counts as a raise: rather told once too often.
    """
    rule = merge_of(Case.kind, "standing_risk")
    if rule is None:
        return False
    parents = edit.parents.get("standing_risk", ())
    replaced = [parent_of(EntryId(parent), edit.record, "standing_risk") for parent in parents]
    known = [caution_of(rule, value) for value in replaced if value is not None]
    if len(known) < len(replaced):
        return True
    return caution_of(rule, edit.set["standing_risk"]) > max(known, default=caution.HIGH - 1)
