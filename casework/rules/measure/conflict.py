"""How many fields have two views that nobody has decided about, by kind of record and field."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.ledger.fold import RecordState
from casework.records.record import KINDS
from casework.rules.standing import conflicts


@dataclass(frozen=True)
class ConflictCount:
    """One field of one kind, and the records in which it has two views."""

    kind: str
    field: str
    title: str
    records: tuple[str, ...]


def conflict_counts(states: Iterable[RecordState]) -> tuple[ConflictCount, ...]:
    """The open conflicts, the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in states:
        for name in conflicts(state):
            found.setdefault((state.kind, name), []).append(state.record)
    counts = [ConflictCount(kind, name, _title(kind, name), tuple(ids)) for (kind, name), ids in found.items()]
    return tuple(sorted(counts, key=lambda one: (-len(one.records), one.kind, one.field)))


def _title(kind: str, name: str) -> str:
    model = KINDS.get(kind)
    if model is None or name not in model.model_fields:
        return f"{kind}: {name}"
    return f"{model.title}: {model.model_fields[name].title or name}"
