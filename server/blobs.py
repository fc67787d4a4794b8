"""Attachments: who may read which bytes now, and taking them in piece by piece.

Every piece is a call of its own and is allowed or refused anew, so that an exclusion or a revocation acts on the very
next one. What is not there and what is not allowed have the same answer.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from casework.errors import Damaged
from casework.ledger.audit import AuditWhat
from casework.ledger.blob import BlobUpload, is_blob_hash, read_blob_box, read_range
from casework.ledger.box import open_box
from casework.ledger.chunk import CHUNK_BYTES, SEALED_BYTES, ChunkCipher
from casework.records.file.attachment import MAX_BLOB_BYTES
from casework.records.identifier import CaseId, DeviceId, EntryId, Scope, case_of, case_scope, is_uuid
from casework.rules.access import Access, accepted_only, access
from server.admission import current_device
from server.blob_copy import bound_to, place_of
from server.key_file import BOX_KEY, load_key
from server.office import Office
from server.problem import ARRIVED_DAMAGED, FAULT, NO_ROOM, NOT_FOUND, NOT_UNDERSTOOD, TOO_LARGE, Refused
from server.storage.audit import AuditNote, add_notes
from server.storage.blob import (
    BlobName,
    BlobRow,
    add_blob,
    is_named,
    load_blob,
    load_expired,
    load_ids,
    load_names,
    remove_blob,
    save_received,
    sum_sizes,
)
from server.storage.database import Connection
from server.storage.device import Device
from server.storage.folded import load_record

DEVICE_QUOTA_BYTES = 8 * 1024 * 1024 * 1024
"""The most that the attachments of one laptop take."""

UNNAMED_QUOTA_BYTES = 4 * MAX_BLOB_BYTES
"""The most that one laptop may send before an entry names it."""

UNNAMED_LIFE = timedelta(hours=24)
"""How long what no entry names is kept after the last piece."""


@dataclass(frozen=True)
class BlobAddress:
    """One attachment of one case."""

    case: str
    sha256: str

    def scope(self) -> Scope:
        """The scope that holds it.

        Raises:
            Refused: as for something that is not there, if this is no address at all.
        """
        if not is_uuid(self.case) or not is_blob_hash(self.sha256):
            raise Refused(NOT_FOUND)
        return case_scope(CaseId(self.case))


@dataclass(frozen=True)
class BlobPart:
    """Bytes of an attachment from `first` up to, not including, `end`, of `size_bytes` in all."""

    data: bytes
    first: int
    end: int
    size_bytes: int


@dataclass(frozen=True)
class UploadPiece:
    """What a laptop sends: bytes of an attachment of `size_bytes`, beginning at `offset`."""

    offset: int
    size_bytes: int
    data: bytes
    box: bytes = b""
    """Where it is chunks as they lay on the laptop: their name and key, sealed to this server."""


def blob_size(office: Office, device: DeviceId, address: BlobAddress) -> int:
    """How long an attachment is that this laptop may read now.

    Raises:
        Refused: with one answer for what is not there and what is not allowed.
    """
    with office.database.read() as connection:
        return _readable(office, connection, device, address.scope(), address.sha256).size_bytes


def read_blob(office: Office, device: DeviceId, address: BlobAddress, asked: str) -> BlobPart:
    """Read at most one piece, by the words of a range header. Raises as `blob_size`."""
    with office.database.write() as connection:
        row = _readable(office, connection, device, address.scope(), address.sha256)
        found = read_range(asked, row.size_bytes)
        if found is None:
            raise Refused(NOT_UNDERSTOOD)
        _note_read(office, connection, device, row, found)
    try:
        return BlobPart(office.blobs.read(place_of(row), *found), *found, row.size_bytes)
    except FileNotFoundError:
        raise Refused(NOT_FOUND) from None
    except Damaged:
        raise Refused(FAULT) from None


def _note_read(office: Office, connection: Connection, device: DeviceId, row: BlobRow, piece: tuple[int, int]) -> None:
    own, target = current_device(connection, device, lock=False), case_of(row.scope) or row.scope
    detail = f"{row.sha256} {piece[0]}-{piece[1]}"
    add_notes(connection, [AuditNote(own.staff, AuditWhat.ATTACHMENT, target, office.clock.now(), device, detail)])


def upload_state(office: Office, device: DeviceId, address: BlobAddress) -> BlobUpload:
    """How far the upload of this person's own attachment has come; nothing is said of anybody else's."""
    with office.database.read() as connection:
        own = current_device(connection, device, lock=False)
        row = load_blob(connection, address.scope(), address.sha256, own.staff)
    return _state(row)


def take_piece(office: Office, device: DeviceId, address: BlobAddress, piece: UploadPiece) -> BlobUpload:
    """Take a piece in and answer how far the upload has come; a piece from elsewhere than that changes nothing.

    Raises:
        Refused: for what is too large, has no room, or is not in the end what its hash says; that is thrown away.
    """
    scope = address.scope()
    if piece.box:
        piece = _unsealed(office, piece)
    if not 0 < piece.size_bytes <= MAX_BLOB_BYTES or piece.offset + len(piece.data) > piece.size_bytes:
        raise Refused(TOO_LARGE)
    now = office.clock.now()
    with office.database.write() as connection:
        own = current_device(connection, device, lock=True)
        row = load_blob(connection, scope, address.sha256, own.staff, lock=True)
        if row is None:
            row = _begin(office, connection, own, address, piece.size_bytes)
        if row.done_at is not None or piece.offset != row.received:
            return _state(row)
        if piece.size_bytes != row.size_bytes:
            raise Refused(NOT_UNDERSTOOD)
        received = office.blobs.write(place_of(row), row.received, piece.data)
        done = received == row.size_bytes
        spoilt = done and office.blobs.hash_of(place_of(row)) != row.sha256
        if spoilt:
            remove_blob(connection, row.id)
        else:
            save_received(connection, row.id, received, now, done)
    if spoilt:
        office.blobs.remove(row.id)
        raise Refused(ARRIVED_DAMAGED)
    return BlobUpload(offset=received, done=done)


def sweep_blobs(office: Office) -> int:
    """Remove what no entry named in time, and files that no row knows; return how many. Safe at any time."""
    before = office.clock.now() - UNNAMED_LIFE
    with office.database.write() as connection:
        expired = load_expired(connection, before)
        for row in expired:
            remove_blob(connection, row.id)
        kept = load_ids(connection)
    # A file is made before its row: only one that is old by the disk's own clock has no row to come.
    strays = set(office.blobs.names(before.timestamp())) - kept
    for name in {row.id for row in expired} | strays:
        office.blobs.remove(name)
    return len({row.id for row in expired} | strays)


def _unsealed(office: Office, piece: UploadPiece) -> UploadPiece:
    """The piece in clear: chunks of a file that its laptop itself may not read any more."""
    try:
        name, key = read_blob_box(open_box(load_key(office.settings.folder, BOX_KEY), piece.box))
        cipher, first = ChunkCipher(key, name, piece.size_bytes), piece.offset // CHUNK_BYTES
        parts = [piece.data[at : at + SEALED_BYTES] for at in range(0, len(piece.data), SEALED_BYTES)]
        clear = b"".join(cipher.open(first + number, part) for number, part in enumerate(parts))
    except Damaged:
        raise Refused(ARRIVED_DAMAGED) from None
    return UploadPiece(piece.offset, piece.size_bytes, clear)


def _begin(office: Office, connection: Connection, own: Device, address: BlobAddress, size_bytes: int) -> BlobRow:
    scope, sha256, now = address.scope(), address.sha256, office.clock.now()
    named = is_named(connection, scope, sha256, own.staff)
    limit = DEVICE_QUOTA_BYTES if named else UNNAMED_QUOTA_BYTES
    if sum_sizes(connection, own.id, unnamed=not named) + size_bytes > limit:
        raise Refused(NO_ROOM)
    ident = secrets.token_hex(16)
    key = office.blobs.wrap_new_key(bound_to(ident, scope, sha256))
    office.blobs.create(ident)
    add_blob(connection, BlobRow(ident, scope, sha256, own.staff, own.id, size_bytes, key, now))
    row = load_blob(connection, scope, sha256, own.staff, lock=True)
    if row is None:
        raise Refused(FAULT)
    return row


def _readable(office: Office, connection: Connection, device: DeviceId, scope: Scope, sha256: str) -> BlobRow:
    """The attachment as somebody sent it whose entry this laptop may read it by."""
    own = current_device(connection, device, lock=False)
    case = case_of(scope)
    facts = office.facts.load(connection)
    mine = access(own.staff, case, facts.access, office.clock.now()) if case else Access()
    if mine.reads:
        for name in load_names(connection, scope, sha256):
            row = load_blob(connection, scope, sha256, name.staff) if _opens(connection, name, own, mine) else None
            if row is not None and row.done_at is not None:
                return row
    raise Refused(NOT_FOUND)


def _opens(connection: Connection, name: BlobName, own: Device, mine: Access) -> bool:
    """Whether a naming opens it: one's own, a senior's look, or the shared copy in an accepted record."""
    if mine.decides or name.staff == own.staff:
        return True
    return name.part == "content" and _is_accepted(connection, name)


def _is_accepted(connection: Connection, name: BlobName) -> bool:
    state = load_record(connection, name.scope, name.record)
    counted = accepted_only(state) if state else None
    field = counted.fields.get(name.part) if counted else None
    return any(EntryId(head.entry) == name.entry for head in field.heads) if field else False


def _state(row: BlobRow | None) -> BlobUpload:
    return BlobUpload(offset=row.received if row else 0, done=row is not None and row.done_at is not None)
