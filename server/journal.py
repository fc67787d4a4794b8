"""The journal: what a restored server has to know before it serves anybody, apart from the database and its backups.

Grants, restrictions, ends of access, rulings, staff and everything else of the agency's own scope word for word;
laptops that were enrolled or stopped; words that were destroyed; and how far the server's own chain goes, so that it
never forks. Each line is sealed with the journal's own key (AES-256-GCM), because a reason may be written in it.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import JsonValue

from casework.errors import Unavailable
from casework.records.delivery.ruling import Ruling
from casework.records.file.misfiling import Misfiling, Receiving
from casework.records.identifier import SERVER_DEVICE, CaseId, DeviceId, StaffId, scope_sort
from casework.records.staff.grant import ExclusionReason
from casework.rules.access_fact import FACT_KINDS
from server.journal_file import JOURNAL_FILE, JournalFile, Line
from server.reach import Reach, Step
from server.storage.afterwards import after_commit
from server.storage.agency import Epoch, take_journal_numbers
from server.storage.database import Connection
from server.storage.device import Device
from server.storage.log import Kept

__all__ = ["JOURNAL_FILE", "Journal", "Line", "StoppedBy"]

_WHOLE_SCOPES = frozenset({"grants", "agency"})
_WHOLE_KINDS = FACT_KINDS | {ExclusionReason.kind, Ruling.kind, Misfiling.kind, Receiving.kind}


@dataclass(frozen=True)
class StoppedBy:
    """Which senior stopped a laptop, and what they said has happened."""

    staff: StaffId
    reason: str


class Journal:
    """Notes things within the transaction in which they happen."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._file = JournalFile(folder, key)
        self._reach = Reach(folder)

    def note_entries(self, connection: Connection, sender: tuple[DeviceId, StaffId], entries: Sequence[Kept]) -> None:
        """Note the entries of one batch from which access follows; of the server's own others their place only."""
        lines = [_entry_line(sender, kept) for kept in entries if _matters(kept)]
        links: list[JsonValue] = [[kept.seq, kept.id] for kept in entries if not _matters(kept)]
        if links and sender[0] == SERVER_DEVICE:
            lines.append({"sort": "links", "device": SERVER_DEVICE, "links": links})
        self._note(connection, lines)

    def note_enrolment(self, connection: Connection, device: Device) -> None:
        """Note that a laptop was enrolled: a restored server knows it again, with what it sends."""
        line: Line = {
            "sort": "device_enrolled",
            "at": device.enrolled_at.isoformat(),
            "device": device.id,
            "staff": device.staff,
            "public_key": base64.b64encode(device.public_key).decode(),
            "replaces": device.replaces,
        }
        self._note(connection, [line])

    def note_stop(self, connection: Connection, device: DeviceId, at: datetime, by: StoppedBy | None = None) -> None:
        """Note that a laptop was stopped; `by` a senior from their own, or at the office."""
        line: Line = {"sort": "device_stopped", "at": at.isoformat(), "device": device}
        said: Line = {"by": by.staff, "reason": by.reason} if by else {}
        self._note(connection, [{**line, **said}])

    def note_erasure(self, connection: Connection, at: datetime, order: Line) -> None:
        """Note that words were destroyed: a restored server destroys them again before it serves anybody."""
        self._note(connection, [{**order, "sort": "erasure", "at": at.isoformat()}])

    def note_epoch(self, connection: Connection, epoch: int, at: datetime, *, confirmed: bool) -> None:
        """Note that an epoch was begun, or confirmed."""
        sort = "epoch_confirmed" if confirmed else "epoch_begun"
        self._note(connection, [{"sort": sort, "at": at.isoformat(), "epoch": epoch}])

    def note_backup(self, connection: Connection, epoch: int, receipt: int, at: datetime) -> None:
        """Note that a backup was verified, and how far it goes: an older one is not to be restored by mistake."""
        self._note(connection, [{"sort": "backup", "at": at.isoformat(), "epoch": epoch, "receipt": receipt}])

    def note_lookup(self, device: DeviceId, staff: StaffId, at: datetime, found: Sequence[CaseId]) -> None:
        """Note that somebody looked a person up, and which cases they were told of; never what they asked."""
        line: Line = {"sort": "lookup", "at": at.isoformat(), "device": device, "staff": staff, "found": list(found)}
        self._file.append_alone(line)

    def load(self) -> list[Line]:
        """Every line whose transaction was not taken back, oldest first.

        Raises:
            Damaged: if a line is not as it was written.
        """
        return self._file.load()

    def note_step(self, connection: Connection, step: Step) -> None:
        """Remember how far the database has come once the transaction has committed; no line is written."""
        after_commit(connection, partial(self._reach.save, step))

    def reached(self) -> dict[DeviceId, int]:
        """How far each chain has ever come."""
        return self._reach.load().chains

    def is_ahead_of(self, epoch: Epoch, receipt: int) -> bool:
        """Whether the database, with its last receipt, is an older one than this journal has seen. Raises as `load`."""
        reached = self._reach.load()
        is_further = (reached.epoch, reached.receipt) > (epoch.number, receipt)
        return is_further or self._file.committed() > epoch.journal_number

    def is_behind(self, epoch: Epoch) -> bool:
        """Whether this journal is an older one than the database, or was lost."""
        numbers = [line["number"] for line in self.load() if isinstance(line.get("number"), int)]
        return epoch.journal_number > (int(str(numbers[-1])) if numbers else 0)

    def last_backup(self) -> tuple[int, int] | None:
        """Epoch and last receipt of the backup that was verified last; None before the first. Raises as `load`."""
        for line in reversed(self.load()):
            match line:
                case {"sort": "backup", "epoch": int(epoch), "receipt": int(receipt)}:
                    return epoch, receipt
        return None

    def _note(self, connection: Connection, lines: Iterable[Line]) -> None:
        noted = list(lines)
        if not noted:
            return
        first = take_journal_numbers(connection, len(noted))
        if not self._file.append(noted, first):
            raise Unavailable(
                "The database is an older copy than the journal beside it. Nothing was changed. "
                "Stop the server and start it again: it then asks for the restore to be confirmed."
            )
        after_commit(connection, partial(self._file.mark, first + len(noted) - 1))


def _matters(kept: Kept) -> bool:
    if kept.sealed is None:
        return False
    entry = kept.sealed.entry
    return scope_sort(entry.scope) in _WHOLE_SCOPES or any(edit.kind in _WHOLE_KINDS for edit in entry.edits)


def _entry_line(sender: tuple[DeviceId, StaffId], kept: Kept) -> Line:
    device, staff = sender
    return {
        "sort": "entry",
        "sender": device,
        "staff": staff,
        "device": kept.device or device,
        "seq": kept.seq,
        "id": kept.id,
        "epoch": kept.rank[0],
        "position": kept.rank[1],
        "verdict": kept.verdict.value,
        "reason": kept.reason,
        "withheld": kept.withheld,
        "unseen": kept.unseen,
        "adopted": kept.adopted,
        "data": kept.data.decode(),
    }
