"""Which program runs, and whether the one that is installed is still that one.

A package manager replaces the files of a program that is open. What it loads later then comes from another version,
or cannot be loaded at all.
"""

import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Mark(NamedTuple):
    """What tells one build of the program from another: every file of a package bears the moment of its commit."""

    changed_ns: int
    size_bytes: int


def program() -> Path:
    """The program's own file, which every update replaces; from source that is Python."""
    return Path(sys.executable)


def mark_of(file: Path) -> Mark | None:
    """The mark of a file; None where it is not there, as in the middle of an update."""
    try:
        found = file.stat()
    except OSError:
        return None
    return Mark(found.st_mtime_ns, found.st_size)


RUNNING = mark_of(program())
"""As it was when this process began."""


def is_replaced(file: Path | None = None, running: Mark | None = RUNNING) -> bool:
    """Whether another build lies where the running one was begun from. Not while nothing lies there."""
    now = mark_of(file or program())
    return running is not None and now is not None and now != running


@cache
def version() -> str:
    """The version that runs. Asked for once, early: afterwards another one may be what is written on the disk."""
    # Here, because the first window does not wait for it.
    import importlib.metadata

    return importlib.metadata.version("doorstep")
