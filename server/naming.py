"""Which attachments the entries of a batch name: pure."""

from collections.abc import Iterable, Iterator

from casework.ledger.entry import Edit
from casework.records.file.attachment import PARTS, Attachment, hash_in
from casework.records.identifier import StaffId, scope_sort
from server.storage.blob import BlobName
from server.storage.log import Kept


def names_of(staff: StaffId, kept: Iterable[Kept]) -> list[BlobName]:
    """What the readable entries of a laptop of `staff` name, whatever became of them: the bytes are to come anyway."""
    return [
        BlobName(item.id, edit.record, part, item.sealed.entry.scope, sha256, staff)
        for item in kept
        if item.sealed and scope_sort(item.sealed.entry.scope) == "case"
        for edit in item.sealed.entry.edits
        for part, sha256 in _hashes(edit)
    ]


def _hashes(edit: Edit) -> Iterator[tuple[str, str]]:
    if edit.kind == Attachment.kind:
        for part in PARTS:
            if sha256 := hash_in(edit.set.get(part)):
                yield part, sha256
