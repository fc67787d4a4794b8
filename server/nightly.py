"""The backup of every night: under the day's name, and old ones are removed only when the new one is good."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from casework.errors import UserError
from server.backup import Backup, attachments_folder, make_backup
from server.office import Office

_NAME = re.compile(r"doorstep-\d{4}-\d{2}-\d{2}T\d{4}(\d{2})?\.db")
_ZONE = ZoneInfo("Europe/London")


def make_nightly(office: Office, folder: Path, keep: int) -> tuple[Path, Backup, int]:
    """Make a backup in a folder and remove the oldest beyond `keep`; the file, what it has, how many were removed.

    What others have put into the folder is never touched.

    Raises:
        UserError: if the folder cannot be used, or the backup fails; nothing is removed then.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "The folder for backups cannot be made. Give the server's user the right to write it."
        ) from error
    file = _named(folder, office.clock.now())
    done = make_backup(office, file)
    old = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))[:-keep]
    for path in old:
        _remove(path)
    return file, done, len(old)


def _named(folder: Path, now: datetime) -> Path:
    """By the minute; by the second, where one was made in this minute already, as before an upgrade."""
    local = now.astimezone(_ZONE)
    file = folder / f"doorstep-{local:%Y-%m-%dT%H%M}.db"
    return file if not file.is_file() else folder / f"doorstep-{local:%Y-%m-%dT%H%M%S}.db"


def _remove(file: Path) -> None:
    """A backup with its attachments, which lie in a folder of its own."""
    shutil.rmtree(attachments_folder(file), ignore_errors=True)
    file.unlink()
