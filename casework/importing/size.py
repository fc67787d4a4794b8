"""No row may make an entry that is larger than entries may be."""

import json
from collections.abc import Sequence

from casework.importing.draft import Draft
from casework.ledger.entry import MAX_ENTRY_BYTES
from casework.words import say

_ROOM_BYTES = 16 * 1024
"""What an entry holds besides its edits, generously."""


def refuse_too_large(drafts: Sequence[Draft]) -> None:
    """Refuse rows whose texts are too long together, with what to do."""
    for draft in drafts:
        size = sum(len(json.dumps([p.set, p.add], ensure_ascii=False).encode()) for p in draft.pieces)
        if size > MAX_ENTRY_BYTES - _ROOM_BYTES:
            draft.refuse("", say("The texts of this row are too long together: shorten them."))
