"""The fold of a record that one entry alone touches, as text at once: nearly every record that a first download brings.

Word for word what `keep.dump_state(fold.fold_record(…))` makes; a property test holds the two together. With one entry
there is nothing to replace, to rank or to take out, so that nothing has to be made but the text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring

from pydantic import JsonValue
from pydantic_core import to_json

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import Order, Placed
from casework.ledger.plain import same
from casework.records.record import merge_of

_NO_VALUE = "null"


@dataclass(frozen=True, slots=True)
class Single:
    """A folded record as it is kept, with its kind and with what stands in each field (sets as lists)."""

    kind: str
    text: str
    values: Mapping[str, JsonValue]


def fold_single(placed: Placed, edit: Edit) -> Single | None:
    """Fold a record of which `edit`, one of the edits of `placed`, is all there is.

    None for what awaits a ruling, was refused or destroyed: that is the whole fold's to say.
    """
    if not placed.counts:
        return None
    entry, kind = placed.sealed.entry, edit.kind
    before, after = f'{{"entry":"{placed.sealed.id}","value":', _said_by(entry, placed.order, edit.reason)
    values: dict[str, JsonValue] = {}
    fields, unknown = [], []
    for name in sorted({*edit.set, *edit.add, *edit.remove}):
        rule = merge_of(kind, name)
        if rule is None:
            unknown.append(name)
        if rule is not None and rule.rule == "set":
            if name not in edit.add and name not in edit.remove:
                continue
            items = edit.add.get(name, [])
            values[name] = list(_each_once(items))
        elif name in edit.set:
            items = [edit.set[name]]
            values[name] = edit.set[name]
        else:
            continue
        heads = ",".join([f"{before}{_text(item)}{after}" for item in items])
        fields.append(f'{_quoted(name)}:{{"heads":[{heads}],"entries":1,"removers":[]}}')
    text = (
        f'{{"kind":{_quoted(kind)},"record":"{edit.record}","scope":"{entry.scope}","fields":{{{",".join(fields)}}},'
        f'"created":{before}{_NO_VALUE}{after},"unknown":[{",".join(map(_quoted, unknown))}]}}'
    )
    return Single(kind, text, values)


def _said_by(entry: Entry, order: Order, reason: str | None) -> str:
    """Everything of a head that stands behind its value: the same for every field of one edit."""
    place = f"[{order[0]},{order[1]},{order[2]}]"
    who = to_json(
        {"author": entry.author, "on_behalf": entry.on_behalf, "device": entry.device, "at": entry.at}
    ).decode()
    why = "null" if reason is None else to_json(reason).decode()
    return f',{who[1:-1]},"order":{place},"rank":{place},"awaiting":false,"reason":{why}}}'


def _each_once(items: list[JsonValue]) -> Iterator[JsonValue]:
    seen: list[JsonValue] = []
    for item in items:
        if not any(same(item, other) for other in seen):
            seen.append(item)
            yield item


def _text(value: JsonValue) -> str:
    """A value as JSON. Most are text, and what the standard library makes of text is the same."""
    return encode_basestring(value) if isinstance(value, str) else to_json(value).decode()


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    return to_json(name).decode()
