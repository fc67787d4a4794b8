"""The outline of an entry whose words were destroyed: who, when, which fields and parents, and not one value.

It keeps the fold as it was: what named the entry as a parent still finds what the entry itself had named.
"""

import json

from casework.errors import Damaged
from casework.ledger.entry import Edit, Entry, Sealed
from casework.records.identifier import EntryId


def outline_of(sealed: Sealed) -> bytes:
    """The outline of an entry, as bytes to be kept in the place of the entry's own."""
    body = sealed.entry.model_dump(mode="json", by_alias=True, exclude={"edits"})
    return json.dumps({**body, "edits": [_bare(edit) for edit in sealed.entry.edits]}, separators=(",", ":")).encode()


def read_outline(ident: EntryId, data: bytes) -> Sealed:
    """The outline as an entry of the id that the whole entry had; its hash proves nothing any more.

    Raises:
        Damaged: if the bytes are no outline.
    """
    try:
        return Sealed(ident, data, Entry.model_validate_json(data))
    except ValueError:
        raise Damaged("The outline of an erased entry cannot be read.") from None


def _bare(edit: Edit) -> dict[str, object]:
    # What was taken out of a set belongs to the entry that put it in: those words are not destroyed with this one.
    removed = {name: [gone.model_dump(mode="json") for gone in gone_items] for name, gone_items in edit.remove.items()}
    return {
        "record": edit.record,
        "kind": edit.kind,
        "set": dict.fromkeys(edit.set),
        "add": {name: [] for name in edit.add},
        "remove": removed,
        "parents": {name: list(parents) for name, parents in edit.parents.items()},
    }
