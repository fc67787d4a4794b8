"""Beginning a new epoch on an older copy of the database: what the journal knows and the copy does not is put in first.

Restrictions, ends of access, refusals, stopped laptops and erasures so act before anybody is served. Grants and
releases are put in as well: nobody is served before an administrator has seen them and confirms the epoch.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import JsonValue

from casework.errors import Damaged
from casework.ledger.chain import sign_tip
from casework.ledger.entry import Link, read_entry
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, Scope, StaffId
from casework.rules.intake import Judgement
from casework.rules.intake_reason import Reason
from server.audit_restore import note_restored
from server.destruction import destroy
from server.intake import Arrival, Intake
from server.journal import Journal, Line
from server.placement import Origin, Sender, Word
from server.storage.agency import load_epoch, save_epoch, save_journal_number
from server.storage.alone import wait_alone
from server.storage.credential import remove_all
from server.storage.database import Connection
from server.storage.device import Device, add_device, load_device, save_chain, stop_device
from server.storage.erasure import Erasure, add_erasure, confirm_erasure
from server.storage.log import load_known_ids
from server.storage.receipt import load_last


@dataclass(frozen=True)
class Parts:
    """What beginning an epoch needs of the server."""

    journal: Journal
    intake: Intake
    key: Ed25519PrivateKey


@dataclass
class Replayed:
    """What the journal brought.

    `lost`: entries of the server's own, such as an import's, of which it only knows that there were such. `files`:
    attachments whose words were destroyed, to be removed after the commit.
    """

    epoch: int = 0
    entries: int = 0
    stopped: int = 0
    enrolled: int = 0
    erasures: int = 0
    lost: int = 0
    files: list[str] = field(default_factory=list)


def notice_older_copy(connection: Connection, parts: Parts, at: datetime) -> Replayed | None:
    """Begin a new epoch if this database is an older one than the journal beside it has seen. In a writing transaction.

    Raises:
        Damaged: if the journal cannot be read.
    """
    wait_alone(connection)
    if not parts.journal.is_ahead_of(load_epoch(connection), load_last(connection)):
        return None
    return begin_epoch(connection, parts, at)


def begin_epoch(connection: Connection, parts: Parts, at: datetime) -> Replayed:
    """Begin a new epoch on an older copy: unconfirmed, and with everything put in that the journal knows.

    Raises:
        Damaged: if the journal cannot be read.
    """
    lines = parts.journal.load()
    epoch = max([load_epoch(connection, lock=True).number, *(_number(line, "epoch") for line in lines)]) + 1
    save_epoch(connection, epoch, confirmed=False)
    note_restored(connection, epoch, at)
    numbers = [_number(line, "number") for line in lines]
    save_journal_number(connection, max([load_epoch(connection).journal_number, *numbers]))
    remove_all(connection)
    done = _Replay(connection, parts, epoch, at).run(lines)
    parts.journal.note_epoch(connection, epoch, at, confirmed=False)
    return done


class _Replay:
    """One reading of the journal into a database."""

    def __init__(self, connection: Connection, parts: Parts, epoch: int, at: datetime) -> None:
        self._connection = connection
        self._parts = parts
        self._at = at
        self._tip = Link()
        self.done = Replayed(epoch)

    def run(self, lines: Sequence[Line]) -> Replayed:
        """Put every line in, in their order."""
        for (sort, *_), group in groupby(lines, _batch):
            found = list(group)
            if sort == "entry":
                self._entries(found)
                continue
            for line in found:
                self._other(line)
        self._continue_own_chain()
        return self.done

    def _other(self, line: Line) -> None:
        sort = line.get("sort")
        if sort == "device_enrolled":
            self._enrol(line)
        elif sort == "device_stopped":
            self._stop(line)
        elif sort == "erasure":
            self._erase(line)
        elif sort == "links":
            self._note_links(line.get("links"))

    def _entries(self, lines: Sequence[Line]) -> None:
        """Put in entries of one sender that this copy does not have."""
        sender = self._sender(lines[0])
        for line in lines:
            if _text(line, "device") == SERVER_DEVICE:
                self._note_own(_number(line, "seq"), EntryId(_text(line, "id")))
        known = load_known_ids(self._connection, [EntryId(_text(line, "id")) for line in lines])
        arrivals = [_arrival(line) for line in lines if _text(line, "id") not in known]
        if arrivals and sender is not None:
            self._parts.intake.take_again(self._connection, sender, arrivals, self.done.epoch, self._at)
            self.done.entries += len(arrivals)

    def _sender(self, line: Line) -> Sender | None:
        device = load_device(self._connection, DeviceId(_text(line, "sender") or _text(line, "device")))
        return Sender(device.id, StaffId(_text(line, "staff")) or device.staff) if device else None

    def _note_links(self, links: JsonValue) -> None:
        named: list[EntryId] = []
        for link in links if isinstance(links, list) else ():
            match link:
                case [int(seq), str(ident)]:
                    self._note_own(seq, EntryId(ident))
                    named.append(EntryId(ident))
        self.done.lost += len(named) - len(load_known_ids(self._connection, named))

    def _note_own(self, seq: int, ident: EntryId) -> None:
        if seq > self._tip.seq:
            self._tip = Link(seq, ident)

    def _continue_own_chain(self) -> None:
        """The server's own chain goes on after the last entry it ever wrote, whether that is here or not."""
        zero = load_device(self._connection, SERVER_DEVICE, lock=True)
        if zero is not None and self._tip.seq > zero.chain.seq:
            save_chain(self._connection, SERVER_DEVICE, self._tip, sign_tip(self._parts.key, SERVER_DEVICE, self._tip))

    def _enrol(self, line: Line) -> None:
        ident = DeviceId(_text(line, "device"))
        if load_device(self._connection, ident) is None:
            key, replaces = base64.b64decode(_text(line, "public_key")), _text(line, "replaces")
            device = Device(ident, StaffId(_text(line, "staff")), key, _moment(line, "at"))
            before = DeviceId(replaces) if replaces else None
            add_device(self._connection, replace(device, replaces=before))
            self.done.enrolled += 1

    def _stop(self, line: Line) -> None:
        device = load_device(self._connection, DeviceId(_text(line, "device")), lock=True)
        if device is not None and device.stopped_at is None:
            stop_device(self._connection, device.id, _moment(line, "at"))
            self.done.stopped += 1

    def _erase(self, line: Line) -> None:
        order = Erasure(
            id=_text(line, "id"),
            scope=Scope(_text(line, "scope")),
            authority=_text(line, "authority"),
            proposed_by=StaffId(_text(line, "proposed_by")),
            proposed_at=_moment(line, "proposed_at"),
            confirmed_by=StaffId(_text(line, "confirmed_by")),
            confirmed_at=_moment(line, "confirmed_at"),
        )
        listed = line.get("entries")
        entries = [EntryId(str(entry)) for entry in listed] if isinstance(listed, list) else []
        add_erasure(self._connection, order, entries)
        confirm_erasure(self._connection, order.id, order.confirmed_by or order.proposed_by, self._at)
        self.done.files += destroy(self._connection, order.id, order.scope, entries, self._at)
        self.done.erasures += 1


def _batch(line: Line) -> tuple[str, ...]:
    """What stands together: the lines of one sender, one after the other."""
    sort = _text(line, "sort")
    return (sort, _text(line, "sender") or _text(line, "device"), _text(line, "staff")) if sort == "entry" else (sort,)


def _arrival(line: Line) -> Arrival:
    data = _text(line, "data").encode()
    sealed, carrier = read_entry(data), _text(line, "adopted")
    origin = Origin(DeviceId(_text(line, "device")), EntryId(carrier)) if carrier else None
    return Arrival(sealed.entry.seq, sealed.id, data, sealed, _word(line), origin=origin)


def _word(line: Line) -> Word:
    reason = _text(line, "reason")
    known = Reason(reason) if reason in set(Reason) else Reason.NO_ACCESS
    verdict = Verdict(_text(line, "verdict"))
    judgement = Judgement(verdict, known if verdict is Verdict.QUARANTINED else None)
    return Word(judgement, (_number(line, "epoch") or 1, _number(line, "position")))


def _text(line: Line, name: str) -> str:
    value = line.get(name)
    return value if isinstance(value, str) else ""


def _number(line: Line, name: str) -> int:
    value = line.get(name)
    return value if isinstance(value, int) else 0


def _moment(line: Line, name: str) -> datetime:
    try:
        return datetime.fromisoformat(_text(line, name))
    except ValueError as error:
        raise Damaged("The journal is damaged. Restore it from the safe copy.") from error
