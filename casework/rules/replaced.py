"""What an edit would replace, looking through parents that do not count exactly as the fold does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.plain import canonical
from casework.records.identifier import EntryId, RecordId
from casework.records.merge import MOST_CAUTIOUS, Merge, caution_of

ParentValue = Callable[[EntryId, RecordId, str], JsonValue]
"""Finds what an entry set in a field of a record; None where that is not known."""

PassedOn = Callable[[EntryId, RecordId, str], Sequence[str] | None]
"""Finds what an entry that does not count had named as parents; None for one that counts or is not known."""


def everything_counts(entry: EntryId, record: RecordId, field: str) -> Sequence[str] | None:
    """What is passed on where every entry counts: nothing."""
    del entry, record, field
    return None


@dataclass(frozen=True)
class Replaced:
    """What an edit would replace in a field: the values it names, and those named through what does not count."""

    named: Sequence[JsonValue]
    through: Sequence[JsonValue]
    counting: Sequence[JsonValue]

    @property
    def differ(self) -> bool:
        """Whether the edit would settle a question: several views are named, or counted behind what is named."""
        sides = (self.named, self.counting)
        return any(len({canonical(item) for item in views if item is not None}) > 1 for views in sides)

    def caution(self, rule: Merge) -> int:
        """How cautious the most cautious of it is."""
        known = [*self.named, *self.through]
        # What is not known here, or not yet, may be as high as anything: it would be replaced as soon as it came.
        return max([0, *(MOST_CAUTIOUS if item is None else caution_of(rule, item) for item in known)])


def replaced_by(edit: Edit, name: str, parent_value: ParentValue, passed_on: PassedOn) -> Replaced:
    """What an edit would replace in a field that is no set."""
    named = list(dict.fromkeys(EntryId(parent) for parent in edit.parents.get(name, ())))
    found, waiting, counting = list(named), list(named), []
    while waiting:
        parent = waiting.pop()
        behind = passed_on(parent, edit.record, name)
        if behind is None:
            counting.append(parent)
        news = [EntryId(other) for other in dict.fromkeys(behind or ()) if other not in found]
        found += news
        waiting += news
    values = {parent: parent_value(parent, edit.record, name) for parent in found}
    return Replaced(
        named=[values[parent] for parent in named],
        through=[values[parent] for parent in found if parent not in named],
        counting=[values[parent] for parent in counting],
    )
