"""The journal: grants, restrictions and ends of access, in a file apart from the database and its backups.

After a restore from an earlier backup the journal says who must not see what any more. Each line is sealed with the
journal's own key (AES-256-GCM), because a reason may be written in it.
"""

import base64
import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import JsonValue

from casework.errors import Damaged
from casework.records.identifier import CaseId, DeviceId, StaffId, scope_sort
from server.storage.log import Kept

JOURNAL_FILE = "journal.jsonl"

_NONCE_BYTES = 12
_PURPOSE = b"doorstep/journal/v1"

Line = dict[str, JsonValue]


class Journal:
    """Appends lines, each on the disk before the transaction it tells of is committed."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path = folder / JOURNAL_FILE
        self._cipher = AESGCM(key)

    def note_entries(self, device: DeviceId, at: datetime, entries: Iterable[Kept]) -> None:
        """Note those entries from which access follows: grants and staff."""
        self._append([_entry_line(device, at, kept) for kept in entries if _matters(kept)])

    def note_stop(self, device: DeviceId, at: datetime) -> None:
        """Note that a laptop was stopped."""
        self._append([{"sort": "device_stopped", "at": at.isoformat(), "device": device}])

    def note_erasure(self, at: datetime, order: Line) -> None:
        """Note that words were destroyed: a restored server destroys them again before it serves anybody."""
        self._append([{**order, "sort": "erasure", "at": at.isoformat()}])

    def note_lookup(self, device: DeviceId, staff: StaffId, at: datetime, found: Sequence[CaseId]) -> None:
        """Note that somebody looked a person up, and which cases they were told of; never what they asked."""
        line: Line = {"sort": "lookup", "at": at.isoformat(), "device": device, "staff": staff, "found": list(found)}
        self._append([line])

    def load(self) -> list[Line]:
        """Every line, oldest first.

        Raises:
            Damaged: if a line is not as it was written.
        """
        if not self._path.exists():
            return []
        return [self._open(text) for text in self._path.read_text("ascii").splitlines()]

    def _append(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        data = "".join(self._seal(line) + "\n" for line in lines).encode()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _seal(self, line: Line) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, json.dumps(line).encode(), _PURPOSE)
        return json.dumps({"v": 1, "sealed": base64.b64encode(nonce + sealed).decode()})

    def _open(self, text: str) -> Line:
        try:
            data = base64.b64decode(json.loads(text)["sealed"], validate=True)
            line: Line = json.loads(self._cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _PURPOSE))
        except (ValueError, KeyError, TypeError, InvalidTag) as error:
            raise Damaged("The journal is damaged. Restore it from the safe copy.") from error
        return line


def _matters(kept: Kept) -> bool:
    if kept.sealed is None:
        return False
    entry = kept.sealed.entry
    return scope_sort(entry.scope) == "grants" or any(edit.kind == "staff" for edit in entry.edits)


def _entry_line(device: DeviceId, at: datetime, kept: Kept) -> Line:
    return {
        "sort": "entry",
        "at": at.isoformat(),
        "device": device,
        "seq": kept.seq,
        "id": kept.id,
        "position": kept.position,
        "verdict": kept.verdict.value,
        "data": kept.data.decode(),
    }
