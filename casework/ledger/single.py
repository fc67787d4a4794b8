"""The fold of a record that one entry alone touches, as text at once: nearly every record that a first download brings.

Word for word what `keep.dump_state(fold.fold_record(…))` makes; a property test holds the two together. With one entry
there is nothing to replace, to rank or to take out, so that nothing has to be made but the text.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import Placed
from casework.ledger.keep import row_text
from casework.ledger.plain import same
from casework.records.record import merges_of


class Single(NamedTuple):
    """A folded record as it is kept, with its kind and with what stands in each field (sets as lists).

    `several`: whether a field of it has more than one item.
    """

    kind: str
    text: str
    values: Mapping[str, JsonValue]
    several: bool = False


def fold_single(placed: Placed, edit: Edit) -> Single | None:
    """Fold a record of which `edit`, one of the edits of `placed`, is all there is.

    None for what awaits a ruling, was refused or destroyed: that is the whole fold's to say.
    """
    if not placed.counts:
        return None
    entry, rules = placed.sealed.entry, merges_of(edit.kind)
    set_, add = edit.set, edit.add
    values: dict[str, JsonValue] = {}
    plain: dict[str, JsonValue] = {}
    more: dict[str, object] = {}
    unknown = []
    several = False
    for name in sorted({*set_, *add, *edit.remove} if add or edit.remove else set_):
        rule = rules.get(name)
        if rule is None:
            unknown.append(name)
        if rule is None or rule.rule != "set":
            if name in set_:
                values[name] = plain[name] = set_[name]
        elif name in add or name in edit.remove:
            items = add.get(name, [])
            values[name] = list(_each_once(items))
            if len(items) == 1:
                plain[name] = items[0]
            else:
                more[name] = ([(0, item, None) for item in items], 1, ())
                several = several or len(items) > 1
    said_by = (
        placed.sealed.id,
        entry.author,
        entry.on_behalf,
        entry.device,
        entry.at,
        placed.order,
        False,
        edit.reason,
    )
    text = row_text((edit.kind, edit.record, entry.scope), (said_by,), plain, more, unknown)
    return Single(edit.kind, text, values, several)


def _each_once(items: list[JsonValue]) -> Iterator[JsonValue]:
    seen: list[JsonValue] = []
    for item in items:
        if not any(same(item, other) for other in seen):
            seen.append(item)
            yield item
