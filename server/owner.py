"""Whose the server's folder is: root's commands are carried out as its owner, and the packaged folder is known."""

import os
from collections.abc import MutableMapping
from pathlib import Path

FOLDER_VARIABLE = "DOORSTEP_SERVER_FOLDER"
PACKAGED = Path("/var/lib/doorstep-server")
"""Where the Debian package puts the service's folder."""


def settle_in(environment: MutableMapping[str, str], arguments: list[str], packaged: Path = PACKAGED) -> None:
    """Name the packaged folder where no other is named, and become its owner where root gave the command.

    Otherwise files that root has made would be closed to the service.
    """
    named = any(word.split("=", 1)[0] == "--folder" for word in arguments)
    if named or environment.get(FOLDER_VARIABLE) or not packaged.exists():
        return
    environment[FOLDER_VARIABLE] = str(packaged)
    if os.name == "posix" and os.geteuid() == 0:
        owner = packaged.stat()
        if owner.st_uid != 0:
            os.setgroups([])
            os.setgid(owner.st_gid)
            os.setuid(owner.st_uid)
