"""`doorstep-server team`."""

from typing import Annotated

import typer

from casework.errors import UserError
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office

app = typer.Typer(help="Teams.", no_args_is_help=True)


@app.command("add")
def add(folder: FolderOption, name: Annotated[str, typer.Argument(help="The team's name.")]) -> None:
    """Add a team and print its id."""
    if not 1 <= len(name.strip()) <= 200:
        raise UserError("A name has between 1 and 200 characters.")
    with open_office(folder) as office:
        typer.echo(Administration(office).add_team(name.strip()))


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List every team: id and name."""
    with open_office(folder) as office:
        for ident, name in Administration(office).teams():
            typer.echo(f"{ident}\t{name}")
