"""Who may give access to a case, and who may take it: what may be written into the grants scope, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue, ValidationError

from casework.ledger.entry import Edit, Entry
from casework.records.identifier import RecordId, StaffId
from casework.records.staff.grant import Allocation, Cover, EmergencyAccess, EmergencyWindow
from casework.records.staff.staff import StaffRole
from casework.rules.access import Access
from casework.rules.permission import Action, may

START_TOLERANCE = timedelta(hours=1)
"""Emergency access begins when it is asked for: this much is left to clocks and to filling in the form."""


@dataclass(frozen=True)
class Giver:
    """Somebody who writes into a case's grants scope. `begins`: whether the case has no grant yet.

    `existing`: the records that are touched and count by now, each with whom it is about.
    """

    staff: StaffId
    role: StaffRole | None
    access: Access
    team: str | None
    begins: bool
    existing: Mapping[RecordId, JsonValue]

    def may(self, action: Action) -> bool:
        """Whether they may do something in the case."""
        return may(action, self.role, self.access)


def may_write_grants(entry: Entry, giver: Giver) -> bool:
    """Whether somebody who does not decide in the case may write this into its grants scope."""
    if giver.access.excluded:
        return False
    if giver.begins:
        return _begins_own_case(entry, giver)
    return all(_opens_in_emergency(edit, giver) or _covers_for_others(edit, giver) for edit in entry.edits)


def _begins_own_case(entry: Entry, giver: Giver) -> bool:
    """A case begins with its grant, to its author or the author's team, so a case opened offline is valid."""
    # A list, not a set: what a laptop sends as an id may be anything.
    mine = [giver.staff, giver.team] if giver.may(Action.BEGIN_CASE) else []
    holders = [edit.set.get("holder") for edit in entry.edits if edit.kind == Allocation.kind]
    return len(holders) == len(entry.edits) and all(isinstance(h, dict) and h.get("id") in mine for h in holders)


def _opens_in_emergency(edit: Edit, giver: Giver) -> bool:
    """Anybody who does casework, for themself; afterwards they may only end it."""
    if edit.kind != EmergencyAccess.kind or not giver.may(Action.OPEN_IN_EMERGENCY):
        return False
    if edit.record in giver.existing:
        return _only_ends(edit) and giver.existing[edit.record] == giver.staff
    return edit.set.get("staff") == giver.staff


def _covers_for_others(edit: Edit, giver: Giver) -> bool:
    """An officer arranges cover in their own case, a service manager in any; neither gives it to themself."""
    if edit.kind != Cover.kind or not giver.may(Action.GIVE_COVER):
        return False
    return _only_ends(edit) if edit.record in giver.existing else edit.set.get("staff") != giver.staff


def _only_ends(edit: Edit) -> bool:
    """Whether an edit adds an end beside what others recorded, and replaces nothing."""
    return set(edit.set) == {"ended"} and not (edit.add or edit.remove or edit.parents)


def is_timely(edit: Edit, written_at: datetime, judged_at: datetime | None) -> bool:
    """Whether emergency access begins when it was asked for, by the laptop's clock and not after the server's."""
    if edit.kind != EmergencyAccess.kind or "window" not in edit.set:
        return True
    window = _read_window(edit.set["window"])
    if window is None:
        return False
    known = judged_at is None or window.starts <= judged_at + START_TOLERANCE
    return known and abs(window.starts - written_at) <= START_TOLERANCE


def _read_window(value: JsonValue) -> EmergencyWindow | None:
    try:
        return EmergencyWindow.model_validate(value)
    except ValidationError:
        return None
