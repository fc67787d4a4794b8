"""Which value stands, computed at read time from the heads (protocol, section 2)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from casework.ledger.fold import FieldState, Head, RecordState
from casework.ledger.kept_fields import KeptFields, may_differ, values_alone
from casework.ledger.plain import same
from casework.records.check import check_value
from casework.records.merge import DECIDE, Merge, caution_of
from casework.records.record import KINDS, Record, merge_of


@dataclass(frozen=True)
class Standing:
    """What stands in a field, and the other views of it that nobody has decided about."""

    head: Head
    others: tuple[Head, ...] = ()
    awaiting: tuple[Head, ...] = ()

    @property
    def value(self) -> JsonValue:
        """The value that stands."""
        return self.head.value

    @property
    def in_conflict(self) -> bool:
        """Whether two people recorded different values without seeing each other's."""
        return bool(self.others)


def standing(rule: Merge, field: FieldState) -> Standing | None:
    """What stands in a field that is not a set; None where all there is awaits release and may not stand."""
    if len(field.heads) == 1:
        only = field.heads[0]
        return None if only.awaiting and rule.rule not in {"cautious", "once"} else Standing(only)
    counting = [head for head in field.heads if not head.awaiting]
    awaiting = tuple(head for head in field.heads if head.awaiting)
    if rule.rule == "cautious":
        # Quarantine never hides risk: a raise that awaits release stands meanwhile.
        best = max(field.heads, key=lambda head: (caution_of(rule, head.value), _earliest(head)), default=None)
    elif rule.rule == "once":
        # Complete when saved: nothing else can stand in its place, and what somebody wrote never vanishes from sight.
        best = counting[0] if counting else next(iter(field.heads), None)
    else:
        best = counting[0] if counting else None
    if best is None:
        return None
    others = tuple(head for head in counting if head is not best and not same(head.value, best.value))
    return Standing(best, others, tuple(head for head in awaiting if head is not best))


def _earliest(head: Head) -> tuple[int, int, int]:
    return (-head.rank[0], -head.rank[1], -head.rank[2])


def field_standing(state: RecordState, name: str) -> Standing | None:
    """What stands in one field of a record; None where the field is empty."""
    field = state.fields.get(name)
    return standing(merge_of(state.kind, name) or DECIDE, field) if field else None


def set_items(state: RecordState, name: str) -> list[JsonValue]:
    """The items of a set field, each once, in the order they were added."""
    found: list[JsonValue] = []
    field = state.fields.get(name)
    for head in field.heads if field else ():
        if not head.awaiting and not any(same(head.value, item) for item in found):
            found.append(head.value)
    return found


def standing_values(state: RecordState) -> dict[str, JsonValue]:
    """Every field's standing value; sets as lists."""
    sets, alone = _sets_of(state.kind), values_alone(state.fields)
    if alone and len(alone) == len(state.fields):
        return {**alone, **{name: [alone[name]] for name in sets.intersection(alone)}}
    values: dict[str, JsonValue] = {}
    for name in state.fields:
        if name in alone:
            values[name] = [alone[name]] if name in sets else alone[name]
            continue
        field = state.fields[name]
        if len(field.heads) == 1 and not field.heads[0].awaiting:
            # One view, as in nearly every field: whatever the rule, it stands.
            value = field.heads[0].value
            values[name] = [value] if name in sets else value
        elif name in sets:
            values[name] = set_items(state, name)
        elif found := standing(merge_of(state.kind, name) or DECIDE, field):
            values[name] = found.value
    return values


def _sets_of(kind: str) -> frozenset[str]:
    """The fields of a kind that are sets; none where this version does not know the kind."""
    model = KINDS.get(kind)
    return _sets(model) if model else frozenset()


@cache
def _sets(model: type[Record]) -> frozenset[str]:
    rules = ((name, merge_of(model.kind, name)) for name in model.model_fields)
    return frozenset(name for name, rule in rules if rule is not None and rule.rule == "set")


AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_record(model: type[AnyRecord], state: RecordState) -> AnyRecord:
    """The record as its model, from what stands.

    A field is left out where its value is one that this version cannot read: recorded in a newer one, or waiting to be
    released and cautious.
    """
    memo = state.fields.memo if isinstance(state.fields, KeptFields) else {}
    known = memo.get(model)
    if not isinstance(known, model):
        memo[model] = known = _read(model, state)
    return known


def _read(model: type[AnyRecord], state: RecordState) -> AnyRecord:
    values = standing_values(state)
    try:
        return model.model_validate(values)
    except ValidationError:
        return model.model_validate({n: v for n, v in values.items() if not check_value(state.kind, n, v)})


def records_of(model: type[AnyRecord], states: Iterable[RecordState]) -> Iterator[tuple[RecordState, AnyRecord]]:
    """The records of one kind, with the states they were read from."""
    return ((state, read_record(model, state)) for state in states if state.kind == model.kind)


def conflicts(state: RecordState) -> Mapping[str, Standing]:
    """The fields of a record on which there are two views, with what stands meanwhile."""
    found: dict[str, Standing] = {}
    for name in may_differ(state.fields):
        rule = merge_of(state.kind, name)
        view = None if rule and rule.rule in {"set", "once"} else field_standing(state, name)
        if view and view.in_conflict:
            found[name] = view
    return found


def shown_parents(state: RecordState | None, name: str) -> list[str]:
    """The heads an author is shown of a field and replaces by a decision: all that count."""
    field = state.fields.get(name) if state else None
    return [head.entry for head in field.heads if not head.awaiting] if field else []


def continued_parent(state: RecordState | None, name: str) -> list[str]:
    """The one head an author continues without the role to decide: the standing one, with those equal to it."""
    view = field_standing(state, name) if state else None
    field = state.fields.get(name) if state else None
    if view is None or field is None:
        return []
    return [h.entry for h in field.heads if not h.awaiting and same(h.value, view.value)]
