"""The audit: what is noted, the sealer that chains it, and its verification."""

import base64
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from casework.errors import Damaged, UserError
from casework.ledger.audit import (
    AuditRequest,
    AuditResponse,
    AuditWhat,
    Checkpoint,
    SignedCheckpoint,
    read_checkpoint,
    sign_checkpoint,
)
from casework.records.identifier import SERVER_DEVICE, DeviceId
from server.admission import current_device
from server.audit_chain import AuditFault, digest_of, find_faults, is_lost
from server.audit_head import AuditHead, load_head, save_head
from server.audit_restore import load_restored, restored_event
from server.folder_lock import locked
from server.office import Office
from server.reported import note_events
from server.storage.agency import load_epoch
from server.storage.audit import (
    AuditNote,
    Seal,
    add_notes,
    last_checkpoint,
    load_checkpoints,
    load_digest,
    load_events,
    load_rows,
    load_seal,
    load_unsealed,
    lock_seal,
    save_checkpoint,
    save_sealed,
)
from server.storage.database import Connection
from server.storage.device import Device

_log = logging.getLogger("doorstep.server.audit")

MOST_AT_ONCE = 1000
CHECKPOINT_EVERY = 1000
CHECKPOINT_AGE = timedelta(days=1)
CHECKPOINT_FILE = "audit-checkpoints.jsonl"
"""In the server's folder, to be copied away: with one of them elsewhere a rewritten chain is found."""


def seal_audit(office: Office) -> int:
    """Put what was noted into the chain, and sign a checkpoint where one is due; how many rows. Safe in any process."""
    total = 0
    while True:
        with office.database.write() as connection:
            seal = lock_seal(connection)
            _notice_loss(office, connection, seal)
            done, seal = _seal_some(connection, seal)
            signed = _checkpoint(office, connection, seal)
            epoch = load_epoch(connection).number
        if done or signed:
            save_head(office.settings.folder, AuditHead(epoch=epoch, place=seal.place, digest=seal.digest))
        if signed:
            _write_checkpoints(office)
        total += done
        if done < MOST_AT_ONCE:
            return total


def verify_audit(office: Office, kept: Sequence[SignedCheckpoint] = ()) -> tuple[int, list[AuditFault]]:
    """How far the chain goes, and whatever does not fit. `kept`: checkpoints that were kept elsewhere."""
    # Read first: it is written after the commit, so that the database is never behind it by itself.
    head, key = load_head(office.settings.folder), office.key.public_key()
    with office.database.steady() as connection:
        seal, own, epoch = load_seal(connection), load_checkpoints(connection), load_epoch(connection).number
        faults = list(find_faults(load_rows(connection), seal, key, [*own, *kept]))
        if head and head.epoch == epoch and load_digest(connection, head.place) != head.digest:
            faults.append(AuditFault(head.place, "The database has another audit than was sealed here."))
    return seal.place, faults


def take_report(office: Office, device: DeviceId, request: AuditRequest) -> AuditResponse:
    """Note what happened on a laptop, once each, and compare the checkpoint it was given with the chain.

    What a laptop may not report of itself is passed over, and not said to be noted.

    Raises:
        Refused: if the laptop was stopped meanwhile.
    """
    with office.database.write() as connection:
        own = current_device(connection, device, lock=True)
        noted, passed_over = note_events(connection, own, request.events, office.clock.now())
        newest = last_checkpoint(connection)
        holds = _holds(office, connection, own, request.checkpoint)
        epoch = load_epoch(connection).number
    return AuditResponse(
        noted=noted, passed_over=passed_over, checkpoint=newest[2] if newest else None, holds=holds, epoch=epoch
    )


def _holds(office: Office, connection: Connection, own: Device, shown: SignedCheckpoint | None) -> bool:
    """Whether the chain has what a laptop was told; a checkpoint that this server never signed says nothing."""
    found = read_checkpoint(office.key.public_key(), shown) if shown else None
    if found is None or load_digest(connection, found.place) == found.digest:
        return True
    if is_lost(found, load_restored(connection)):
        return True
    detail = f"place {found.place} by a laptop's checkpoint"
    event = f"{own.id}:missing {found.place}"
    now = office.clock.now()
    _note_loss(connection, AuditNote(own.staff, AuditWhat.MISSING, "audit", now, own.id, detail, event=event))
    return False


def _seal_some(connection: Connection, seal: Seal) -> tuple[int, Seal]:
    rows = load_unsealed(connection, MOST_AT_ONCE)
    places, place, digest = [], seal.place, seal.digest
    for row in rows:
        place += 1
        digest = digest_of(digest, row, place)
        places.append((row.id, place, digest))
    if places:
        save_sealed(connection, places, Seal(place, digest))
    return len(places), Seal(place, digest)


def _notice_loss(office: Office, connection: Connection, seal: Seal) -> None:
    """Note that the database's chain is not the one that was sealed here: restored, or tampered with."""
    head = load_head(office.settings.folder)
    if head is None or load_digest(connection, head.place) == head.digest:
        return
    epoch = load_epoch(connection).number
    what = AuditWhat.RESTORED if epoch > head.epoch else AuditWhat.MISSING
    detail = f"was at place {head.place}, is at {seal.place}"
    administrator = office.agency.administrator
    event = restored_event(epoch) if what is AuditWhat.RESTORED else f"{what} {head.digest}"
    _note_loss(
        connection, AuditNote(administrator, what, "audit", office.clock.now(), SERVER_DEVICE, detail, event=event)
    )


def _note_loss(connection: Connection, note: AuditNote) -> None:
    """Note once what is missing, and say so in the log, where whoever watches over the server comes upon it."""
    if note.what is AuditWhat.MISSING and not load_events(connection, [note.event or ""]):
        _log.error("rows of the audit are missing: doorstep-server audit verify")
    add_notes(connection, [note])


def _checkpoint(office: Office, connection: Connection, seal: Seal) -> SignedCheckpoint | None:
    newest, now = last_checkpoint(connection), office.clock.now()
    before, at = (newest[0], newest[1]) if newest else (0, None)
    is_due = seal.place - before >= CHECKPOINT_EVERY or at is None or now - at >= CHECKPOINT_AGE
    if seal.place == before or not is_due:
        return None
    epoch = load_epoch(connection).number
    data = Checkpoint(epoch=epoch, place=seal.place, digest=seal.digest, at=now).model_dump_json()
    signature = base64.b64encode(sign_checkpoint(office.key, data.encode())).decode()
    signed = SignedCheckpoint(data=data, signature=signature)
    save_checkpoint(connection, seal.place, signed, now)
    return signed


def _write_checkpoints(office: Office) -> None:
    """Add what the file lacks of them. A disk that is full keeps nothing from going on: the next time they are added.

    What a crash left of a line goes: its checkpoint stands in the database.
    """
    with office.database.read() as connection:
        signed = load_checkpoints(connection)
    path = office.settings.folder / CHECKPOINT_FILE
    with suppress(OSError), path.open("ab+") as file, locked(file.fileno()):
        path.chmod(0o600)
        file.seek(0)
        there = file.read()
        file.truncate(there.rfind(b"\n") + 1)
        known = set(there.split(b"\n"))
        lines = (one.model_dump_json().encode() for one in signed)
        file.write(b"".join(line + b"\n" for line in lines if line not in known))


def load_kept(path: Path) -> list[SignedCheckpoint]:
    """Checkpoints from a file that was kept elsewhere. A last line that was not written to its end is passed over.

    Raises:
        UserError: if there is none.
        Damaged: if a line of it is no checkpoint.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise UserError("The file of checkpoints cannot be read.") from error
    if lines and not _is_checkpoint(lines[-1]):
        lines.pop()
    try:
        return [SignedCheckpoint.model_validate_json(line) for line in lines if line.strip()]
    except ValueError:
        raise Damaged("The file of checkpoints is damaged: a line of it is no checkpoint.") from None


def _is_checkpoint(line: bytes) -> bool:
    try:
        SignedCheckpoint.model_validate_json(line)
    except ValueError:
        return False
    return True
