"""Putting a backup of the embedded database back: a new epoch begins on it, which serves nobody until it is confirmed.

Everything is done on a copy beside the database; only when that is whole does it take the database's place, in one
step. Broken off anywhere, either the former database or the restored one is there, and it can simply be done again.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.errors import Damaged, Unavailable, UserError
from server.backup import check_contents, restore_files
from server.clock import Clock
from server.folder_lock import hold_folder
from server.journal import Journal
from server.office import BLOB_FOLDER, Office, make_office
from server.replay import Replayed, begin_epoch
from server.sealing import open_sealed, sealed_to
from server.settings import Settings
from server.storage.database import DATABASE_FILE, Database, open_database
from server.storage.migration import migrate
from server.storage.snapshot import Contents, check_pages, copy_is_read, load_contents

_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What was done. `aside`: the name under which the former database is kept; empty where there was none."""

    replayed: Replayed
    contents: Contents
    attachments: int
    aside: str


def restore_backup(
    folder: Path, file: Path, clock: Clock, *, older: bool = False, private: bytes | None = None
) -> Restored:
    """Let the server in a folder be as a backup has it, with everything that the journal knows put in.

    `older`: also if a later backup was verified, whose contents laptops may have cleaned up since. `private`: the
    private half of the key that the backup is sealed to, if it is.

    Raises:
        UserError: if the server is running, the database is PostgreSQL, or the backup is not the last one.
        Damaged: if the backup or the journal is damaged; nothing has been changed then.
    """
    settings = Settings.load(folder)
    if settings.database:
        raise UserError(
            "This server keeps its records in PostgreSQL: stop the server and restore the dump with pg_restore. When "
            "it is started again it notices, and asks for: doorstep-server epoch confirm."
        )
    if not file.is_file():
        raise UserError("There is no such backup.")
    with hold_folder(folder, alone=True):
        copy = _copy(file, folder / f"{DATABASE_FILE}.restoring", private)
        try:
            contents, replayed, names = _begin(settings, copy, clock, older=older)
            attachments = restore_files(settings, file)
            for name in names:
                (folder / name).unlink(missing_ok=True)
            aside = _swap(settings, copy, clock)
        finally:
            _remove(copy)
    return Restored(replayed, contents, attachments, aside)


def _copy(file: Path, copy: Path, private: bytes | None) -> Path:
    _remove(copy)
    sealed = sealed_to(file)
    if sealed and private is None:
        raise UserError(f"This backup is sealed to the backup key {sealed}: its private half is needed.")
    try:
        if sealed and private is not None:
            open_sealed(file, copy, private)
        else:
            shutil.copyfile(file, copy)
        copy.chmod(0o600)
        _sync(copy)
    except OSError as error:
        _remove(copy)
        raise UserError("The backup cannot be copied into the server's folder. Is there room?") from error
    return copy


def _begin(settings: Settings, copy: Path, clock: Clock, *, older: bool) -> tuple[Contents, Replayed, list[str]]:
    """Check the copy, bring it up to date and begin the new epoch on it."""
    database = open_database(settings, copy)
    try:
        with copy_is_read():
            check_pages(database)
            migrate(database)
            office = make_office(settings, database, clock)
            with database.read() as connection:
                contents = load_contents(connection)
                check_contents(office, connection)
        _refuse_older(office.journal, contents, older=older)
        replayed = _begin_epoch(office)
        database.scrub()
    finally:
        database.close()
    return contents, replayed, [f"{BLOB_FOLDER}/{name}" for name in replayed.files]


def _begin_epoch(office: Office) -> Replayed:
    with office.database.write() as connection:
        return begin_epoch(connection, office.replay_parts(), office.clock.now())


def _refuse_older(journal: Journal, contents: Contents, *, older: bool) -> None:
    last = journal.last_backup()
    if not older and last is not None and (contents.epoch, contents.receipt) < last:
        raise UserError(
            "A later backup than this one was verified, and laptops may keep no copy any more of what that one has. "
            "Restore the later one; or, if it is lost, say --older."
        )


def _swap(settings: Settings, copy: Path, clock: Clock) -> str:
    """Let the copy take the database's place, and keep the former one under another name."""
    current = settings.folder / DATABASE_FILE
    aside = ""
    if current.exists():
        aside = f"{DATABASE_FILE}.replaced-{clock.now():%Y%m%d-%H%M%S}"
        _fold_log_in(settings)
        for end in ("", *_BESIDE):
            if current.with_name(current.name + end).exists():
                _link(current.with_name(current.name + end), current.with_name(aside + end))
    for end in _BESIDE:
        current.with_name(current.name + end).unlink(missing_ok=True)
    copy.replace(current)
    if os.name == "posix":
        _sync(settings.folder)
    return aside


def _fold_log_in(settings: Settings) -> None:
    """Let the former database be one file. Where it cannot be opened, its parts are kept as they are."""
    with suppress(Damaged, Unavailable):
        database: Database = open_database(settings)
        try:
            database.scrub()
        finally:
            database.close()


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        target.chmod(0o600)
        _sync(target)


def _remove(copy: Path) -> None:
    for end in ("", *_BESIDE):
        copy.with_name(copy.name + end).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
