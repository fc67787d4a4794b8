"""What waits for a senior in a case: until it is ruled on, read or decided (protocol, 3 and 3a)."""

from collections.abc import Iterable
from enum import StrEnum

from casework.ledger.entry import Entry
from casework.ledger.fold import Placed, RecordState
from casework.records.identifier import SERVER_DEVICE
from casework.records.merge import DECIDE
from casework.records.record import merge_of
from casework.records.staff.grant import EmergencyAccess
from casework.rules.sight import touches_safety, unseen_by
from casework.rules.standing import conflicts


class MatterSort(StrEnum):
    """Why something waits.

    A ruling settles the first, a sighting the next three and cover, a telling or a check-in the last four but one, a
    countersignature the last, a decision the others. Cover that an officer arranged is on the lists of the case's
    seniors alone: it lets no duty senior in.
    """

    QUARANTINED = "quarantined"
    LATE = "late"
    UNSIGHTED = "unsighted"
    EMERGENCY = "emergency"
    COVER = "cover"
    CONFLICT = "conflict"
    CARRIED = "carried"
    DEATH = "death"
    CONCERN = "concern"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    NOT_TOLD = "not_told"
    DISCUSS = "discuss"


SETTLED_BY_SIGHT = frozenset({MatterSort.LATE, MatterSort.UNSIGHTED, MatterSort.EMERGENCY})


def matters_of(made: Placed, others: Iterable[Placed]) -> frozenset[MatterSort]:
    """Why a senior has to look at an entry that counts. `others` are the scope's entries from which it may differ."""
    entry = made.sealed.entry
    if not made.counts:
        return frozenset()
    found = {MatterSort.EMERGENCY} if opens_in_emergency(entry) else set()
    if entry.device != SERVER_DEVICE and touches_safety(entry):
        found |= {MatterSort.LATE} if made.late else set()
        found |= {MatterSort.UNSIGHTED} if unseen_by(made, others) else set()
    return frozenset(found)


def opens_in_emergency(entry: Entry) -> bool:
    """Whether somebody opened a case for themself with this entry."""
    return any(edit.kind == EmergencyAccess.kind and "staff" in edit.set for edit in entry.edits)


def undecided_fields(state: RecordState) -> tuple[str, ...]:
    """The fields of a record on which there are two views that a senior has to decide, for the sake of caution."""
    rules = {name: merge_of(state.kind, name) or DECIDE for name in conflicts(state)}
    return tuple(name for name, rule in rules.items() if rule.rule == "cautious" and rule.decider == "senior")
