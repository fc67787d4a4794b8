"""How far the audit's chain was sealed, in a small file beside the database: an older or altered one is noticed."""

import os
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from server.folder_lock import locked

HEAD_FILE = "audit-head.json"


class AuditHead(BaseModel):
    """The last place that was sealed, in which epoch."""

    model_config = ConfigDict(frozen=True)

    epoch: int
    place: int
    digest: str


def save_head(folder: Path, head: AuditHead) -> None:
    """Write it, unless what stands there is further; a disk that is full or slow does no harm."""
    with suppress(OSError):
        descriptor = os.open(folder / HEAD_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file, locked(descriptor):
            known = _read(file.read())
            if known and known.epoch == head.epoch and known.place > head.place:
                return
            file.seek(0)
            file.write(head.model_dump_json().encode())
            file.truncate()


def load_head(folder: Path) -> AuditHead | None:
    """What it says; None where there is nothing that can be read."""
    try:
        return _read((folder / HEAD_FILE).read_bytes())
    except OSError:
        return None


def _read(data: bytes) -> AuditHead | None:
    try:
        return AuditHead.model_validate_json(data)
    except ValidationError:
        return None
