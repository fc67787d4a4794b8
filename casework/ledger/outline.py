"""The outline of an entry whose words were destroyed: who, when, which fields and parents, and not one value.

It keeps the fold as it was: what named the entry as a parent still finds what the entry itself had named.
"""

import json
from collections.abc import Collection

from casework.errors import Damaged
from casework.ledger.entry import Edit, Entry, Sealed
from casework.records.identifier import EntryId
from casework.words import say


def outline_of(sealed: Sealed, gone: Collection[EntryId] = ()) -> bytes:
    """The outline of an entry, as bytes to be kept in the place of the entry's own.

    `gone` are the entries whose words are destroyed, too: what was taken out of them is not said here any more.
    """
    body = sealed.entry.model_dump(mode="json", by_alias=True, exclude={"edits"})
    edits = [_bare(edit, gone) for edit in sealed.entry.edits]
    return json.dumps({**body, "edits": edits}, separators=(",", ":")).encode()


def read_outline(ident: EntryId, data: bytes) -> Sealed:
    """The outline as an entry of the id that the whole entry had; its hash proves nothing any more.

    Raises:
        Damaged: if the bytes are no outline.
    """
    try:
        return Sealed(ident, data, Entry.model_validate_json(data))
    except ValueError:
        raise Damaged(say("The outline of an erased entry cannot be read.")) from None


def _bare(edit: Edit, gone: Collection[EntryId]) -> dict[str, object]:
    # What was taken out of a set belongs to the entry that put it in: those words are destroyed with that one.
    removed = {
        name: [item.model_dump(mode="json") for item in items if item.entry not in gone]
        for name, items in edit.remove.items()
    }
    return {
        "record": edit.record,
        "kind": edit.kind,
        "set": dict.fromkeys(edit.set),
        "add": {name: [] for name in edit.add},
        "remove": removed,
        "parents": {name: list(parents) for name, parents in edit.parents.items()},
    }
