"""Keeping a folded record as text, and the digest that two sides compare.

The folded form is a cache: it can always be built again from the entries. In the text each author of a record stands
once, and its fields point at them (`row_text` says how). A store may hold the older text, in which every value has its
author beside it: that is read, too, for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import JsonValue, TypeAdapter, create_model
from pydantic_core import from_json, to_json

from casework.ledger.fold import FieldState, Head, Order, RecordState, Remover, with_value
from casework.ledger.kept_fields import KeptFields
from casework.ledger.plain import digest
from casework.records.identifier import RecordId, Scope

FORM: Final = 2
_BEGINS = f'{{"v":{FORM},'
_STATE = TypeAdapter(RecordState)

Made = TypeVar("Made", Head, RecordState)
Author = tuple[object, ...]
"""Entry, author, on behalf of, device, moment, order, whether it awaits a ruling, reason: all of a head but its value
and its rank. The same for everything that one entry wrote in a record."""


def dump_state(state: RecordState) -> str:
    """A folded record as JSON text."""
    authors: dict[Author | None, int] = {_author_of(state.created) if state.created else None: 0}
    plain: dict[str, JsonValue] = {}
    more: dict[str, object] = {}
    for name, field in state.fields.items():
        said = [_said(head, authors.setdefault(_author_of(head), len(authors))) for head in field.heads]
        if len(said) == 1 and said[0][0] == 0 and said[0][2] is None and field.entries == 1 and not field.removers:
            plain[name] = field.heads[0].value
        else:
            more[name] = (said, field.entries, [(one.entry, one.author, one.on_behalf) for one in field.removers])
    return row_text((state.kind, state.record, state.scope), list(authors), plain, more, state.unknown)


def row_text(
    which: tuple[str, RecordId, Scope],
    authors: Sequence[Author | None],
    plain: Mapping[str, JsonValue],
    more: Mapping[str, object],
    unknown: Sequence[str],
) -> str:
    """The text of a folded record out of its parts.

    `which`: kind, record and scope. `authors`: first who made the record. `plain`: the fields of which one value by
    that author is all there ever was. `more`: of every other field its heads (number of the author, value, rank where
    it is not the author's own place), how many entries it has had, and who took something out of it.
    """
    kind, record, scope = which
    row = {"v": FORM, "kind": kind, "record": record, "scope": scope, "by": authors, "set": plain, "more": more}
    return to_json({**row, "unknown": unknown}).decode()


def load_state(text: str) -> RecordState:
    """A folded record from the text that `dump_state` made, in this version or an older one."""
    if not text.startswith(_BEGINS):
        return _STATE.validate_json(text)
    row = from_json(text)
    heads = [_head(author) for author in row["by"]]
    fields = KeptFields(row["set"], row["more"], heads, _field)
    return _new(
        RecordState,
        kind=row["kind"],
        record=row["record"],
        scope=row["scope"],
        fields=fields,
        created=heads[0],
        unknown=tuple(row["unknown"]),
    )


def load_field(text: str, name: str) -> RecordState | None:
    """A folded record with one field of it only, without `created`; None where it has no such field."""
    if not text.startswith(_BEGINS):
        kept = _one_field(name).validate_json(text)
        field = getattr(kept.fields, name)
        return RecordState(kept.kind, kept.record, kept.scope, {name: field}) if field else None
    state = load_state(text)
    found = state.fields.get(name)
    return RecordState(state.kind, state.record, state.scope, {name: found}) if found else None


def has_several(state: RecordState) -> bool:
    """Whether some field has more than one value standing: views of two people, or the items of a set."""
    return any(len(field.heads) > 1 for field in state.fields.values())


def heads_digest(states: Iterable[RecordState]) -> str:
    """One digest over the heads of a scope's records: equal on two sides that hold the same heads."""
    lines = [
        f"{state.record} {name} {head.entry} {'awaiting' if head.awaiting else 'counts'}"
        for state in states
        for name, field in state.fields.items()
        for head in field.heads
    ]
    return digest(*sorted(lines))


def _author_of(head: Head) -> Author:
    return (
        head.entry,
        head.author,
        head.on_behalf,
        head.device,
        head.at,
        head.order,
        head.awaiting,
        head.reason,
    )


def _said(head: Head, author: int) -> tuple[int, JsonValue, Order | None]:
    return author, head.value, None if head.rank == head.order else head.rank


def _head(author: list[Any] | None) -> Head | None:
    """What an author's heads have in common, as the head that made the record: without a value."""
    if author is None:
        return None
    entry, who, on_behalf, device, at, order, awaiting, reason = author
    place: Order = (order[0], order[1], order[2])
    return _new(
        Head,
        entry=entry,
        value=None,
        author=who,
        on_behalf=on_behalf,
        device=device,
        at=datetime.fromisoformat(at),
        order=place,
        rank=place,
        awaiting=awaiting,
        reason=reason,
    )


def _new(of: type[Made], **values: object) -> Made:
    """A frozen dataclass with all its fields. Its own way of making one sets each by itself: three times as long."""
    made = object.__new__(of)
    made.__dict__.update(values)
    return made


def _field(heads: Sequence[Head | None], kept: list[Any]) -> FieldState:
    said, entries, removers = kept
    found = []
    for number, value, rank in said:
        author = heads[number]
        assert author is not None
        head = with_value(author, value)
        found.append(head if rank is None else replace(head, rank=tuple(rank)))
    gone = tuple(Remover(entry, author, on_behalf) for entry, author, on_behalf in removers)
    return FieldState(tuple(found), entries, gone)


@cache
def _one_field(name: str) -> TypeAdapter[Any]:
    """Reads past every other field of the older text: much quicker than making their values and throwing them away."""
    field: Any = (FieldState | None, None)
    fields: Any = (create_model("Fields", **{name: field}), ...)
    return TypeAdapter(create_model("Kept", kind=(str, ...), record=(RecordId, ...), scope=(Scope, ...), fields=fields))
