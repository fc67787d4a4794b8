"""Whose the server's folder is: root's commands are carried out as its owner, and the packaged folder is known."""

import os
from collections.abc import MutableMapping
from pathlib import Path

FOLDER_VARIABLE = "DOORSTEP_SERVER_FOLDER"
PACKAGED = Path("/var/lib/doorstep-server")
"""Where the Debian package puts the service's folder."""


def settle_in(environment: MutableMapping[str, str], arguments: list[str], packaged: Path = PACKAGED) -> None:
    """Name the packaged folder where no other is named, and become its owner where root gave the command.

    Otherwise files that root has made would be closed to the service, and a server that root tries would serve as root.
    """
    named = _named(arguments) or environment.get(FOLDER_VARIABLE)
    if not packaged.exists() or (named and Path(named).absolute() != packaged):
        return
    if not named:
        environment[FOLDER_VARIABLE] = str(packaged)
    if os.name == "posix" and os.geteuid() == 0:
        owner = packaged.stat()
        if owner.st_uid != 0:
            os.setgroups([])
            os.setgid(owner.st_gid)
            os.setuid(owner.st_uid)


def _named(arguments: list[str]) -> str:
    """What follows the last ``--folder``, apart or after ``=``; empty where there is none."""
    found = ""
    for place, word in enumerate(arguments, 1):
        name, equals, value = word.partition("=")
        if name == "--folder":
            found = value if equals else "".join(arguments[place : place + 1])
    return found
