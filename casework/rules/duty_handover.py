"""Handing the rest of one's turn of duty to somebody else: all that the rota takes from a laptop. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime

from pydantic import ValidationError

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import RecordState
from casework.records.identifier import RecordId, StaffId
from casework.records.staff.staff import Duty, StaffRole, Turn
from casework.rules.access_fact import accepted_only
from casework.rules.standing import conflicts, read_record

ON_DUTY = frozenset({StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
"""Who may be on duty."""

RoleOf = Callable[[StaffId], StaffRole | None]
"""The role of somebody who works here; None for anybody else."""


def hands_duty_over(
    entry: Entry, states: Mapping[RecordId, RecordState], role_of: RoleOf, at: datetime | None = None
) -> bool:
    """Whether an entry ends its author's own turn at a moment of it, and gives the rest to another senior or manager.

    Nothing else: nobody takes a turn, lengthens one, or touches somebody else's. `at`: when it is judged, where the
    office judges; a turn that is over by then is handed to nobody any more, nor does one end before it was ended.
    """
    if len(entry.edits) != 2 or any(edit.kind != Duty.kind or edit.set.keys() != {"turn"} for edit in entry.edits):
        return False
    ended = [edit for edit in entry.edits if edit.record in states]
    begun = [edit for edit in entry.edits if edit.record not in states]
    if len(ended) != 1 or len(begun) != 1 or not _continues(ended[0], states[ended[0].record]):
        return False
    own, mine, theirs = _standing(states[ended[0].record]), _turn(ended[0]), _turn(begun[0])
    if own is None or mine is None or theirs is None or own.staff != entry.author:
        return False
    kept = mine == own.model_copy(update={"ends": mine.ends}) and own.starts < mine.ends < own.ends
    rest = theirs.starts == mine.ends and theirs.ends == own.ends and theirs.staff != own.staff
    return kept and rest and role_of(StaffId(theirs.staff)) in ON_DUTY and _is_timely(entry, mine, own, at)


def _is_timely(entry: Entry, mine: Turn, own: Turn, at: datetime | None) -> bool:
    """What is handed over begins when it is written, as far as anybody can tell, and not in the office's future."""
    if at is None:
        return mine.ends <= entry.at
    return mine.ends <= at < own.ends


def _continues(edit: Edit, state: RecordState) -> bool:
    """Whether an edit takes the place of all that is said of a turn: beside it, the old one would go on."""
    field = state.fields.get("turn")
    return field is not None and {head.entry for head in field.heads} == set(edit.parents.get("turn", ()))


def _standing(state: RecordState) -> Turn | None:
    counted = accepted_only(state) if state.kind == Duty.kind else None
    # Where two turns stand beside one another, an administrator has to say which is meant.
    return read_record(Duty, counted).turn if counted and not conflicts(counted) else None


def _turn(edit: Edit) -> Turn | None:
    try:
        return Turn.model_validate(edit.set["turn"])
    except ValidationError:
        return None
