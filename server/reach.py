"""How far the database has come, in a small file of its own: after a restore it is further than the database.

The journal tells only of what access follows from. This file tells of every entry, by the last receipt and the end of
each chain; it is written after the commit and not waited for, so that it may be behind what it tells of and is never
ahead of it. What a restored database lacks of a laptop's chain, until that laptop has sent it again, is seen from it.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ValidationError

from casework.records.identifier import DeviceId
from server.folder_lock import locked

REACH_FILE = "reach.json"


class Reached(BaseModel):
    """Epoch and last receipt, and how far each chain has ever come."""

    epoch: int = 0
    receipt: int = 0
    chains: dict[DeviceId, int] = {}


@dataclass(frozen=True)
class Step:
    """One batch that was kept: in which epoch, its last receipt, and how far it brought which chains."""

    epoch: int
    receipt: int
    chains: dict[DeviceId, int] = field(default_factory=dict)


class Reach:
    """The file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / REACH_FILE

    def save(self, step: Step) -> None:
        """Add a batch. A disk that is full or slow does no harm."""
        with suppress(OSError):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "r+b") as file, locked(descriptor):
                known = _read(file.read())
                last = max((known.epoch, known.receipt), (step.epoch, step.receipt))
                chains = {device: max(seq, known.chains.get(device, 0)) for device, seq in step.chains.items()}
                new = Reached(epoch=last[0], receipt=last[1], chains={**known.chains, **chains})
                file.seek(0)
                file.write(new.model_dump_json().encode())
                file.truncate()

    def load(self) -> Reached:
        """What it says; nothing where there is nothing that can be read."""
        try:
            return _read(self._path.read_bytes())
        except OSError:
            return Reached()


def _read(data: bytes) -> Reached:
    try:
        return Reached.model_validate_json(data)
    except ValidationError:
        return Reached()
