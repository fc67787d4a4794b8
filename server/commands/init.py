"""`doorstep-server init`: set a server up, or bring its database up to date."""

from pathlib import Path
from typing import Annotated

import typer

from server.clock import SystemClock
from server.commands.option import FolderOption
from server.founding import Founding, found_server
from server.owner import PACKAGED
from server.settings import DATABASE_ADDRESS


def init(
    folder: FolderOption,
    agency: Annotated[str, typer.Option(help="The agency's name, as laptops show it.", prompt=True)],
    administrator: Annotated[str, typer.Option(help="The first administrator's name.", prompt=True)],
    database: Annotated[
        str, typer.Option(help="postgresql+psycopg://user:password@host/name; without it, an encrypted file.")
    ] = "",
) -> None:
    """Set a server up in a folder. Done again, it brings the database up to date and changes nothing else."""
    _check(agency, administrator, database)
    found_server(Founding(Path(folder).absolute(), agency.strip(), administrator.strip(), database), SystemClock())
    typer.echo(f"The server in {folder} is ready. {_next(Path(folder).absolute())}")
    typer.echo("Keep a copy of the key files (*.key) in a safe place: without them no backup can be opened.")


def _next(folder: Path) -> str:
    """What starts it: the package's service where it is the packaged folder, or else whoever runs it."""
    if folder == PACKAGED:
        return "Next: doorstep-server certificate make NAME; then: systemctl enable --now doorstep-server"
    return f"Start it with: doorstep-server serve --folder {folder}"


def _check(agency: str, administrator: str, database: str) -> None:
    for name, text in (("--agency", agency), ("--administrator", administrator)):
        if not 1 <= len(text.strip()) <= 200:
            raise typer.BadParameter(f"{name} needs a name of at most 200 characters.")
    if database and not database.startswith(DATABASE_ADDRESS):
        raise typer.BadParameter(f"--database has to begin with {DATABASE_ADDRESS}.")
