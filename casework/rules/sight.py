"""Made without sight of: what was recorded before somebody could see a change that matters for safety (protocol, 2)."""

from collections.abc import Iterable

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import Order, Placed
from casework.records.delivery.ruling import Decision
from casework.records.file.case import Case
from casework.records.identifier import SERVER_DEVICE, EntryId
from casework.records.merge import MergeRule
from casework.records.person.person import Person
from casework.records.record import merge_of
from casework.records.risk.warning import WarningRecord
from casework.rules.ruling import ruled_on

SAFETY_KINDS = frozenset({Case.kind, Person.kind, WarningRecord.kind})
"""Where levels, warnings and restrictions stand: their cautious fields are what a visit's safety hangs on."""

_CAUTIOUS: MergeRule = "cautious"


def touches_safety(entry: Entry) -> bool:
    """Whether an entry records a level, a warning or a restriction."""
    return any(_is_safety_edit(edit) for edit in entry.edits)


def changes_safety(entry: Entry) -> bool:
    """Whether an entry changes what others have to know for their safety; a release brings what was held back."""
    return touches_safety(entry) or Decision.RELEASE in ruled_on(entry).values()


def unseen_by(made: Placed, others: Iterable[Placed]) -> tuple[EntryId, ...]:
    """Which of the other entries of its scope an accepted entry was made without sight of, in their order.

    Those that matter for safety, came from another device before it arrived and after what its author had on screen,
    and that it does not name. What the office itself writes is made beside its own log.
    """
    entry = made.sealed.entry
    if not made.counts or made.order[0] != 0 or entry.device == SERVER_DEVICE:
        return ()
    since = _seen(entry)
    between = [
        other
        for other in others
        if since < other.order < made.order and other.shows and other.sealed.entry.device != entry.device
    ]
    named = _named(entry)
    missed = [other for other in between if other.sealed.id not in named and changes_safety(other.sealed.entry)]
    return tuple(other.sealed.id for other in sorted(missed, key=lambda other: (other.order, other.sealed.id)))


def is_cautious(kind: str, field: str) -> bool:
    """Whether a visit's safety hangs on a field."""
    rule = merge_of(kind, field) if kind in SAFETY_KINDS else None
    return rule is not None and rule.rule == _CAUTIOUS


def _seen(entry: Entry) -> Order:
    return (0, entry.seen.epoch, entry.seen.position) if entry.seen else (0, 0, 0)


def _is_safety_edit(edit: Edit) -> bool:
    return edit.kind in SAFETY_KINDS and any(is_cautious(edit.kind, name) for name in edit.set)


def _named(entry: Entry) -> frozenset[EntryId]:
    parents = {EntryId(parent) for edit in entry.edits for named in edit.parents.values() for parent in named}
    removed = {
        EntryId(gone.entry) for edit in entry.edits for gone_items in edit.remove.values() for gone in gone_items
    }
    return frozenset(parents | removed)
