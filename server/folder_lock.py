"""Who uses the server's folder: many at a time, or one alone. The lock ends with whoever holds it, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.errors import UserError

LOCK_FILE = "in-use.lock"
BACKUP_LOCK_FILE = "backup.lock"


@contextmanager
def hold_folder(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Use the server's folder for as long as the block runs, beside others or `alone`.

    Raises:
        UserError: if others use it who, or whom, this one would disturb.
    """
    descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor, alone=alone)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def hold_backup(folder: Path) -> Iterator[None]:
    """Make a backup for as long as the block runs, and nobody else does.

    Raises:
        UserError: if another one is being made.
    """
    descriptor = os.open(folder / BACKUP_LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _is_taken(descriptor, alone=True):
            raise UserError("Another backup is being made just now. Wait until that has ended, then look at it.")
        yield
    finally:
        os.close(descriptor)


@contextmanager
def locked(descriptor: int) -> Iterator[None]:
    """Keep every other process from an open file while the block runs."""
    if os.name != "posix":
        yield
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _lock(descriptor: int, *, alone: bool) -> None:
    if not _is_taken(descriptor, alone=alone):
        raise UserError(
            "The server is running, or another command is at work in its folder. Stop it first, then try again."
            if alone
            else "The server is being restored. Wait until that has ended."
        )


def _is_taken(descriptor: int, *, alone: bool) -> bool:
    """Take the lock of an open file, if nobody has it who excludes that."""
    if os.name != "posix":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
