"""One running Doorstep a store: a lock that the system takes back when the process ends, however it ends."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from casework.errors import Unavailable
from casework.words import say
from desktop.store.private_file import plain_disk_faults

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class AlreadyOpen(Unavailable):
    """Another running Doorstep holds the lock."""

    def __init__(self) -> None:
        super().__init__(
            say("This profile is already open in another Doorstep window. Use that window, or close it first.")
        )


class InstanceLock:
    """The lock on one file. Held from ``acquire`` to ``release`` or the end of the process; the file stays.

    It is not handed to a program that this process starts or turns into.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the lock now or not at all. Raises ``AlreadyOpen``, ``FolderUnusable``."""
        if self.is_held:
            raise RuntimeError("the lock is held already")
        with plain_disk_faults():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(descriptor)
            except OSError as error:
                os.close(descriptor)
                if error.errno in _HELD:
                    raise AlreadyOpen from None
                raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; no error when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock, not lockf: a lockf lock is lost when any other descriptor of the same file is closed
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
