"""Which attachments the entries of a batch name: pure."""

from collections.abc import Iterable, Iterator

from pydantic import JsonValue

from casework.ledger.blob import is_blob_hash
from casework.ledger.entry import Edit
from casework.records.attachment import Attachment
from casework.records.identifier import StaffId, scope_sort
from server.storage.blob import BlobName
from server.storage.log import Kept

_PARTS = ("content", "original")


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
        for part in _PARTS:
            sha256 = _hash(edit.set.get(part))
            if is_blob_hash(sha256):
                yield part, sha256


def _hash(value: JsonValue) -> str:
    found = value.get("sha256") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
