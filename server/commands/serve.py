"""`doorstep-server serve`."""

from pathlib import Path
from typing import Annotated

import typer

from server.commands.option import FolderOption
from server.office import open_office


def serve(
    folder: FolderOption,
    host: Annotated[str | None, typer.Option(help="Where to listen.")] = None,
    port: Annotated[int | None, typer.Option(help="0 chooses a free one and says which.", min=0, max=65535)] = None,
    certificate: Annotated[Path | None, typer.Option(help="Certificate chain (PEM).", dir_okay=False)] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).", dir_okay=False)] = None,
    processes: Annotated[int | None, typer.Option(help="How many serve together (PostgreSQL).", min=1, max=64)] = None,
) -> None:
    """Serve the laptops. What is not given is taken from doorstep-server.toml."""
    # Imported here: the web server is a third of what a command has to load, and no other command needs it.
    from server.processes import serve_together
    from server.serving import serve as serve_office

    given = {"host": host, "port": port, "certificate": certificate, "key": key, "processes": processes}
    with open_office(folder, settings={name: value for name, value in given.items() if value is not None}) as office:
        settings = office.settings
        if settings.processes == 1:
            serve_office(office)
            return
    # Each process opens the database for itself.
    serve_together(settings)
