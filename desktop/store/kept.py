"""A folded record as it is kept, made from its entries. Pure: nothing here looks at the store."""

from collections.abc import Sequence
from typing import NamedTuple

from casework.ledger.entry import Edit
from casework.ledger.fold import Placed, fold_record
from casework.ledger.keep import dump_state, has_several
from casework.ledger.single import fold_single
from casework.records.identifier import RecordId, Scope
from desktop.store.search_text import SearchText, record_title, search_text, title_of

RecordKey = tuple[Scope, RecordId]


class Kept(NamedTuple):
    """A folded record as it is kept, with its words for the search."""

    key: RecordKey
    kind: str
    title: str
    text: str
    words: SearchText
    several: bool


def keep_all(key: RecordKey, entries: Sequence[Placed]) -> Kept | None:
    """Fold a record from all its entries; None where nothing of it is to be kept."""
    if len(entries) == 1:
        edit = next((edit for edit in entries[0].sealed.entry.edits if edit.record == key[1]), None)
        alone = keep_alone(key, entries[0], edit) if edit else None
        if alone is not None:
            return alone
    state = fold_record(*key, entries)
    if state is None:
        return None
    words = search_text(key[1], entries)
    return Kept(key, state.kind, record_title(state), dump_state(state), words, has_several(state))


def keep_alone(key: RecordKey, placed: Placed, edit: Edit) -> Kept | None:
    """Fold a record that one entry alone touches, on the short way; None where it may not be gone."""
    single = fold_single(placed, edit)
    if single is None:
        return None
    title, words = title_of(single.kind, single.values), search_text(key[1], [placed])
    return Kept(key, single.kind, title, single.text, words, single.several)
