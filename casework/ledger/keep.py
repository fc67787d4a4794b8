"""Keeping a folded record as text, and the digest that two sides compare.

The folded form is a cache: it can always be built again from the entries.
"""

from collections.abc import Iterable

from pydantic import TypeAdapter

from casework.ledger.fold import RecordState
from casework.ledger.plain import digest

_STATE = TypeAdapter(RecordState)


def dump_state(state: RecordState) -> str:
    """A folded record as JSON text."""
    return _STATE.dump_json(state).decode()


def load_state(text: str) -> RecordState:
    """A folded record from the text that `dump_state` made."""
    return _STATE.validate_json(text)


def heads_digest(states: Iterable[RecordState]) -> str:
    """One digest over the heads of a scope's records: equal on two sides that hold the same heads."""
    lines = [
        f"{state.record} {name} {head.entry} {'awaiting' if head.awaiting else 'counts'}"
        for state in states
        for name, field in state.fields.items()
        for head in field.heads
    ]
    return digest(*sorted(lines))
