"""The exact version of a record, with its lines where it is a plan: what a countersignature is bound to.

A version is made of what counts at present: every value that stands or is one of two views, by the entry that wrote
it. Anything that is written, taken out, released, refused or destroyed so makes another version; the order in which
the same entries arrived does not. What lies in another scope belongs to another version: who may not read it could
not tell whether it has changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casework.ledger.fold import FieldState, Head, RecordState, Remover
from casework.ledger.plain import canonical, digest
from casework.records.identifier import EntryId, RecordId, Scope, StaffId
from casework.records.merge import DECIDE
from casework.records.plan.plan_line import PlanLine, VictimSafetyLine
from casework.records.plan.risk_management_plan import RiskScenario
from casework.records.plan.safety_plan import SafetyMeasure
from casework.records.record import merge_of

PARTS: Mapping[str, str] = {
    PlanLine.kind: "plan",
    VictimSafetyLine.kind: "plan",
    SafetyMeasure.kind: "plan",
    RiskScenario.kind: "plan",
}
"""The kinds that are part of a plan, with the field that names it."""

ARRANGEMENT = frozenset({"rank"})
"""Fields of parts that say how a plan is laid out: moving a line is not another version of it."""

_FORMAT = "doorstep/version/v1"


@dataclass(frozen=True)
class Version:
    """A version by its digest, with the entries it is made of, in order, and everybody who wrote one of them."""

    digest: str
    heads: tuple[EntryId, ...]
    authors: frozenset[StaffId]


def covered(subject: RecordId, scope: Scope, states: Iterable[RecordState]) -> list[RecordState]:
    """The record, if it lies in this scope, and those of its parts that do."""
    return [state for state in states if state.scope == scope and (state.record == subject or _is_part(state, subject))]


def version_of(states: Iterable[RecordState]) -> Version | None:
    """The version that some records of one scope are together; None where nothing of them counts."""
    known = list(states)
    rows = {row: head for state in known for row, head in _rows(state)}
    if not rows:
        return None
    heads: list[Head | Remover] = [*rows.values(), *_removers(known)]
    return Version(
        digest=digest(_FORMAT, *(json.dumps(row, separators=(",", ":")) for row in sorted(rows))),
        heads=tuple(sorted({head.entry for head in heads})),
        authors=frozenset(staff for head in heads for staff in (head.author, head.on_behalf) if staff),
    )


def _is_part(state: RecordState, subject: RecordId) -> bool:
    field = state.fields.get(PARTS.get(state.kind, ""))
    return field is not None and any(head.value == subject for head in _counting(field))


def _rows(state: RecordState) -> Iterator[tuple[tuple[str, ...], Head]]:
    """What each value is known by: record, field and entry; in a set the item as well."""
    for name, field in state.fields.items():
        if state.kind in PARTS and name in ARRANGEMENT:
            continue
        is_set = (merge_of(state.kind, name) or DECIDE).rule == "set"
        for head in _counting(field):
            item = (digest(canonical(head.value)),) if is_set else ()
            yield (state.record, name, head.entry, *item), head


def _removers(states: Iterable[RecordState]) -> Iterator[Remover]:
    """Whoever takes something out of a set has written what is left of it, too."""
    return (one for state in states for field in state.fields.values() for one in field.removers)


def _counting(field: FieldState) -> Iterator[Head]:
    return (head for head in field.heads if not head.awaiting)
