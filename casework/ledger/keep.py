"""Keeping a folded record as text, and the digest that two sides compare.

The folded form is a cache: it can always be built again from the entries.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter, create_model

from casework.ledger.fold import FieldState, RecordState
from casework.ledger.plain import digest
from casework.records.identifier import RecordId, Scope

_STATE = TypeAdapter(RecordState)


def dump_state(state: RecordState) -> str:
    """A folded record as JSON text."""
    return _STATE.dump_json(state).decode()


def load_state(text: str) -> RecordState:
    """A folded record from the text that `dump_state` made."""
    return _STATE.validate_json(text)


def load_field(text: str, name: str) -> RecordState | None:
    """A folded record with one field of it only, without `created`; None where it has no such field."""
    kept = _one_field(name).validate_json(text)
    field = getattr(kept.fields, name)
    return RecordState(kept.kind, kept.record, kept.scope, {name: field}) if field else None


@cache
def _one_field(name: str) -> TypeAdapter[Any]:
    """Reads past every other field: much quicker than making their values and throwing them away."""
    field: Any = (FieldState | None, None)
    fields: Any = (create_model("Fields", **{name: field}), ...)
    return TypeAdapter(create_model("Kept", kind=(str, ...), record=(RecordId, ...), scope=(Scope, ...), fields=fields))


def heads_digest(states: Iterable[RecordState]) -> str:
    """One digest over the heads of a scope's records: equal on two sides that hold the same heads."""
    lines = [
        f"{state.record} {name} {head.entry} {'awaiting' if head.awaiting else 'counts'}"
        for state in states
        for name, field in state.fields.items()
        for head in field.heads
    ]
    return digest(*sorted(lines))
