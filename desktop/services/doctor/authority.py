"""The agency's own authority, which the policy names: whether people on this laptop can use the file."""

import os
import ssl
import stat
from pathlib import Path

from casework.words import say
from desktop.services.doctor.finding import Finding, State


def look_at_authority(path: Path) -> Finding | None:
    """What is wrong with the file, or ``None``. Root can read every file: the rights are what is looked at."""
    try:
        mode = path.stat().st_mode
    except PermissionError:
        return _closed(path)
    except OSError:
        mode = 0
    if not stat.S_ISREG(mode):
        return _fault(
            say("The agency's authority is named and not there: {path}.", path=path), say("Put the file there.")
        )
    if os.name == "posix" and not mode & stat.S_IROTH:
        return _closed(path)
    try:
        ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError):
        return _fault(
            say("There is no certificate in {path}.", path=path),
            say("Copy authority.pem there from the server once more."),
        )
    return None


def _closed(path: Path) -> Finding:
    words = say("The people of this laptop may not read {path}: Doorstep would not reach the office.", path=path)
    return _fault(words, say("As administrator: chmod 644 {path}", path=path))


def _fault(words: str, to_do: str) -> Finding:
    return Finding(say("Policy"), State.FAULT, words, to_do)
