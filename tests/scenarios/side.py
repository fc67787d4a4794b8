"""What a laptop and the office can both be asked: what stands in a field, which views there are, what the digest is."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import JsonValue

from casework.ledger.fold import Head, RecordState
from casework.ledger.keep import heads_digest
from casework.records.identifier import EntryId, RecordId, Scope
from casework.records.record import merge_of
from casework.rules.standing import conflicts, field_standing, set_items


@dataclass(frozen=True)
class Thing:
    """One record of a story, by which everybody means the same."""

    scope: Scope
    kind: str
    record: RecordId


class States(Protocol):
    """Where folded records come from."""

    def state(self, thing: Thing) -> RecordState | None:
        """One record; None where it is not, or may not be shown."""
        ...

    def states(self, scope: Scope) -> list[RecordState]:
        """Every record of a scope."""
        ...


class Side(States):
    """Reads folded records as a person would."""

    def heads(self, thing: Thing, field: str) -> tuple[Head, ...]:
        """Everything in a field that nothing has replaced, what awaits release too."""
        state = self.state(thing)
        return state.fields[field].heads if state and field in state.fields else ()

    def head_ids(self, thing: Thing, field: str) -> set[EntryId]:
        """The entries that those are of."""
        return {head.entry for head in self.heads(thing, field)}

    def sees(self, thing: Thing, field: str) -> JsonValue:
        """What stands in a field; None where nothing does."""
        state = self.state(thing)
        found = field_standing(state, field) if state else None
        return found.value if found else None

    def items(self, thing: Thing, field: str) -> list[JsonValue]:
        """The items of a set field."""
        state = self.state(thing)
        rule = merge_of(thing.kind, field)
        assert rule is not None
        assert rule.rule == "set"
        return set_items(state, field) if state else []

    def views(self, thing: Thing, field: str) -> list[JsonValue]:
        """What two or more people said that is not settled, what stands first; empty without a conflict."""
        state = self.state(thing)
        found = conflicts(state).get(field) if state else None
        return [found.value, *(head.value for head in found.others)] if found else []

    def conflicts(self, thing: Thing) -> set[str]:
        """The fields on which there are two views."""
        state = self.state(thing)
        return set(conflicts(state)) if state else set()

    def awaiting(self, thing: Thing, field: str) -> list[JsonValue]:
        """What waits for a senior's release."""
        return [head.value for head in self.heads(thing, field) if head.awaiting]

    def digest(self, scope: Scope) -> str:
        """The digest of the scope's heads."""
        return heads_digest(self.states(scope))
