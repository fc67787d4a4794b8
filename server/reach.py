"""How far the database has come, in a small file of its own: after a restore by hand it is further than the database.

The journal tells only of what access follows from. This file tells of every entry; it is written after the commit and
not waited for, so that it may be behind and is never ahead of the database it belongs to.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

REACH_FILE = "reach.json"

_WIDTH = 64


class Reach:
    """Epoch and last receipt, as far as this file has been told."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / REACH_FILE

    def save(self, epoch: int, receipt: int) -> None:
        """Write them; a disk that is full or slow does no harm."""
        text = json.dumps({"epoch": epoch, "receipt": receipt}).ljust(_WIDTH - 1) + "\n"
        with suppress(OSError):
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(descriptor, text.encode(), 0)
            finally:
                os.close(descriptor)

    def load(self) -> tuple[int, int]:
        """Epoch and receipt; 0 and 0 where nothing readable is there."""
        try:
            match json.loads(self._path.read_text("ascii")):
                case {"epoch": int(epoch), "receipt": int(receipt)}:
                    return epoch, receipt
        except (OSError, ValueError):
            return 0, 0
        return 0, 0
