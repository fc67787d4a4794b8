"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

FolderOption = Annotated[
    Path,
    typer.Option(
        "--folder",
        envvar="DOORSTEP_SERVER_FOLDER",
        help="The server's folder: settings, keys, journal and the embedded database.",
        file_okay=False,
    ),
]
"""Where the server lives."""
