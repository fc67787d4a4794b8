"""Small files for this user of the laptop alone; a kill leaves the old or the new one whole."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.errors import Unavailable
from casework.words import say

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class DiskFull(Unavailable):
    """No room left on the laptop's disk. What was saved before is safe."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This laptop's disk is full, so the last change could not be saved. "
                "Make some room and try again: nothing saved before is lost."
            )
        )


class FolderUnusable(Unavailable):
    """The disk or the folder refuses for another reason than being full."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Doorstep could not read or write its own files on this laptop. "
                "Restart the laptop; if it happens again, ask your IT team to check the disk."
            )
        )


@contextmanager
def plain_disk_faults() -> Iterator[None]:
    """Turn the system's errors while reading or writing into ``DiskFull`` or ``FolderUnusable``."""
    try:
        yield
    except OSError as error:
        raise (DiskFull() if error.errno in _FULL else FolderUnusable()) from error


def write_private(path: Path, content: bytes) -> None:
    """Replace the file at ``path`` by ``content``, 0600, on the disk when this returns.

    Raises ``DiskFull`` or ``FolderUnusable``; the old file then stands as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    with plain_disk_faults():
        try:
            _write_new(temporary, content)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def load_private(path: Path) -> bytes | None:
    """Return the content of the file, or None where there is none. Raises ``FolderUnusable``."""
    with plain_disk_faults():
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def sync_folder(folder: Path) -> None:
    """Put the names in ``folder`` on the disk: a rename survives a power cut only after that."""
    if os.name != "posix":
        return  # Windows writes the names through and offers no call for a folder
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
