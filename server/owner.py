"""Whose the server's folder is: root's commands are carried out as its owner, and the packaged folder is known."""

import os
from collections.abc import MutableMapping
from pathlib import Path

from casework.errors import UserError

FOLDER_VARIABLE = "DOORSTEP_SERVER_FOLDER"
PACKAGED = Path("/var/lib/doorstep-server")
"""Where the Debian package puts the service's folder."""
_CLOSED = (
    "This is not root's folder, and its owner cannot reach it or write into it. Open the folders above it to its "
    "owner, or give the folder to who runs the server: chown -R USER FOLDER."
)


def settle_in(environment: MutableMapping[str, str], arguments: list[str], packaged: Path = PACKAGED) -> None:
    """Name the packaged folder where no other is named, and become the folder's owner where root gave the command.

    Otherwise files that root has made would be closed to the service, and a server that root tries would serve as root.
    A folder that is not there yet, or is root's own, stays with root.

    Raises:
        UserError: where its owner cannot reach it.
    """
    named = _named(arguments) or environment.get(FOLDER_VARIABLE)
    if not named and packaged.exists():
        named = environment[FOLDER_VARIABLE] = str(packaged)
    if named and os.name == "posix" and os.geteuid() == 0 and Path(named).is_dir():
        owner = Path(named).stat()
        if owner.st_uid != 0:
            os.setgroups([])
            os.setgid(owner.st_gid)
            os.setuid(owner.st_uid)
            if not os.access(named, os.R_OK | os.W_OK | os.X_OK):
                raise UserError(_CLOSED)


def _named(arguments: list[str]) -> str:
    """What follows the last ``--folder``, apart or after ``=``; empty where there is none."""
    found = ""
    for place, word in enumerate(arguments, 1):
        name, equals, value = word.partition("=")
        if name == "--folder":
            found = value if equals else "".join(arguments[place : place + 1])
    return found
