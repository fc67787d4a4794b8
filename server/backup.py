"""Backups of the database, each opened again and verified before anybody is told that it has anything."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.errors import Damaged, UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.chain import check_receipt, check_tip
from server.backup_key import load_public
from server.folder_lock import hold_backup
from server.office import BLOB_FOLDER, Office
from server.sealing import key_id, seal_file
from server.settings import Settings
from server.storage.agency import load_epoch, save_backup
from server.storage.audit import AuditNote, add_notes, load_about
from server.storage.blob import load_ids
from server.storage.database import Connection, open_database
from server.storage.device import save_kept
from server.storage.migration import check_schema
from server.storage.postgres_copy import can_dump, check_dump, write_dump
from server.storage.snapshot import (
    Contents,
    check_logs,
    check_pages,
    check_receipts,
    copy_is_read,
    load_contents,
    load_tips,
    write_copy,
)
from server.storage.upkeep import load_received

_UNSEALED = "backup.unsealed"
"""In the server's folder, while a backup is made: what is verified before it is sealed."""


@dataclass(frozen=True)
class Backup:
    """A backup that was verified. `missing`: attachments that were to be copied and whose files are not there.

    `sealed_to`: the short name of the key whose private half opens it; empty where it is not sealed.
    """

    entries: int
    size_bytes: int
    attachments: int
    missing: int
    sealed_to: str = ""


def attachments_folder(file: Path) -> Path:
    """Where the attachments of a backup lie: beside it."""
    return file.with_name(f"{file.name}.attachments")


def make_backup(office: Office, file: Path) -> Backup:
    """Write the whole database into a new file, verify that, and let laptops know that what it has is safe.

    Where there is a backup key, what was verified is sealed to it, and what was sealed is read to its end once more.
    Until then it lies in the server's own folder, and never unsealed where backups are kept.

    Raises:
        UserError: if it cannot be written there, or another one is being made; for PostgreSQL, if pg_dump is not here
            or cannot.
        Damaged: if what was written is not whole; nobody is told of it then.
    """
    _refuse_without_room(office, file)
    with hold_backup(office.settings.folder):
        return _make(office, file)


def remove_unsealed(folder: Path) -> None:
    """Remove what a backup that was cut off left behind unsealed; nothing while one is being made."""
    with suppress(UserError), hold_backup(folder):
        _remove(folder / _UNSEALED)


def _make(office: Office, file: Path) -> Backup:
    began = office.clock.now()
    public = _backup_key(office)
    temporary = file.with_name(f"{file.name}.new")
    clear = office.settings.folder / _UNSEALED if public else temporary
    _remove(clear, temporary)
    write = _write_dump if office.database.is_shared else _write_copy
    try:
        contents, wanted = write(office, clear)
        copied = _copy_files(office.settings.folder / BLOB_FOLDER, attachments_folder(file), wanted)
        if public:
            seal_file(clear, temporary, public)
        temporary.replace(file)
        _keep(file)
    except OSError as error:
        raise UserError(
            "The backup cannot be written there. Is there room, there and in the server's folder, and may the server "
            "write there?"
        ) from error
    finally:
        _remove(clear, temporary)
    sealed = key_id(public) if public else ""
    publish(office, contents, began, sealed)
    return Backup(contents.entries, file.stat().st_size, copied, len(wanted) - copied, sealed)


def _backup_key(office: Office) -> bytes | None:
    """The key that backups are sealed to; where there was one, none is made without it."""
    public = load_public(office.settings.folder)
    if public is None:
        with office.database.read() as connection:
            if load_about(connection, what=AuditWhat.BACKUP_KEY):
                raise UserError(
                    "The public half of the backup key is missing from the server's folder (backup.pub). Restore it "
                    "from the safe copy of the keys, or make another key: doorstep-server backup-key make."
                )
    return public


def _keep(file: Path) -> None:
    """Have a file and its name on the disk before anybody is told of it: a power cut takes neither away."""
    _sync(file)
    # Not every network drive does that for a folder; it keeps its names itself.
    with suppress(OSError):
        _sync(file.parent)


def _sync(path: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(*files: Path) -> None:
    for file in files:
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)


def _write_copy(office: Office, file: Path) -> tuple[Contents, set[str]]:
    with office.database.read() as connection:
        before = load_contents(connection)
    write_copy(office.database, file)
    contents, wanted = verify_copy(office, file)
    _refuse_less(contents, before)
    return contents, wanted


def _write_dump(office: Office, file: Path) -> tuple[Contents, set[str]]:
    """PostgreSQL: what one transaction sees is checked, dumped, and the dump read again to its end."""
    with office.database.steady() as connection:
        check_contents(office, connection)
        write_dump(connection, office.settings.database, file)
        check_dump(connection, file)
        return load_contents(connection), load_ids(connection)


def verify_copy(office: Office, file: Path) -> tuple[Contents, set[str]]:
    """Open a copy again and check all of it; what it holds, and the names of its attachments.

    Raises:
        Damaged: if it is not whole.
    """
    database = open_database(office.settings, file)
    try:
        with copy_is_read():
            check_pages(database)
            check_schema(database)
            with database.read() as connection:
                check_contents(office, connection)
                return load_contents(connection), load_ids(connection)
    finally:
        database.close()


def check_contents(office: Office, connection: Connection) -> None:
    """Check every entry, chain, signature and receipt of a database.

    Raises:
        Damaged: if one is not as it was written.
    """
    check_logs(connection)
    key = office.key.public_key()
    check_receipts(connection, lambda data, signature: check_receipt(key, data, signature))
    for device, public_key, tip, signature in load_tips(connection):
        if not check_tip(Ed25519PublicKey.from_public_bytes(public_key), device, tip, signature):
            raise Damaged("This copy of the database is damaged (a signature is not right). Use another one.")


def publish(office: Office, contents: Contents, at: datetime, sealed_to: str = "") -> None:
    """Write how far a verified backup goes: each laptop is told with its next pull.

    Raises:
        UserError: if the server was restored meanwhile; the backup is good, and nobody is told of it.
    """
    with office.database.write() as connection:
        epoch = load_epoch(connection, lock=True)
        if epoch.number != contents.epoch:
            raise UserError("The server was restored while the backup was made. Make another one.")
        save_backup(connection, contents.receipt, at)
        save_kept(connection, contents.chains)
        office.journal.note_backup(connection, epoch.number, contents.receipt, at)
        detail = f"receipt {contents.receipt}, " + (f"sealed to {sealed_to}" if sealed_to else "not sealed")
        note = AuditNote(office.agency.administrator, AuditWhat.BACKED_UP, "backup", at, detail=detail)
        add_notes(connection, [note])


def declare_verified(office: Office, began: datetime) -> int:
    """Note that a backup made by other means, begun at a moment, was verified; how many laptops' chains it reaches.

    What came later than that moment counts as in no backup.

    Raises:
        UserError: for a moment that has not come.
    """
    if began > office.clock.now():
        raise UserError("This moment has not come yet. Say when the backup was begun.")
    with office.database.read() as connection:
        epoch, (receipt, chains) = load_epoch(connection), load_received(connection, began)
    publish(office, Contents(epoch.number, receipt, 0, chains), began)
    return len(chains)


def restore_files(settings: Settings, file: Path) -> int:
    """Put the attachments of a backup back that are not in the server's folder; how many there were."""
    source = attachments_folder(file)
    names = {path.name for path in source.iterdir()} if source.is_dir() else set()
    return _copy_files(source, settings.folder / BLOB_FOLDER, names)


def _refuse_without_room(office: Office, file: Path) -> None:
    if office.database.is_shared and not can_dump():
        raise UserError(
            "This server keeps its records in PostgreSQL, and pg_dump is not on this machine. Run pg_dump where it is, "
            "restore the dump into a scratch database to verify it, then say so with: doorstep-server backup-verified."
        )
    if file.exists():
        raise UserError("There is a file of this name already. A backup never overwrites another: choose a new name.")
    if not file.parent.is_dir():
        raise UserError("There is no such folder to write the backup into.")


def _refuse_less(contents: Contents, before: Contents) -> None:
    """The copy has at least what was there when it was begun."""
    chains = all(contents.chains.get(device, 0) >= seq for device, seq in before.chains.items())
    if contents.entries < before.entries or contents.receipt < before.receipt or not chains:
        raise Damaged("The backup lacks something that the database has. It was not kept; make another one.")


def _copy_files(source: Path, target: Path, names: Iterable[str]) -> int:
    """Copy files that are not there yet in the same length; how many are there now. They never change once whole."""
    target.mkdir(mode=0o700, exist_ok=True)
    done = 0
    for name in sorted(names):
        there, copy = source / name, target / name
        if not there.is_file():
            done += copy.is_file()
            continue
        if not copy.is_file() or copy.stat().st_size != there.stat().st_size:
            partial = copy.with_name(f"{name}.new")
            shutil.copyfile(there, partial)
            partial.chmod(0o600)
            _sync(partial)
            partial.replace(copy)
        done += 1
    # Not every network drive does that for a folder; it keeps its names itself.
    with suppress(OSError):
        _sync(target)
    return done
