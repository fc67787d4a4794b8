"""`doorstep-server certificate`: TLS for an agency that has no authority of its own, and until when it is good."""

from typing import Annotated

import typer

from casework.errors import UserError
from server.certificate import good_until, make_certificate
from server.clock import SystemClock
from server.commands.option import FolderOption
from server.settings import Settings

app = typer.Typer(help="The certificate that laptops see: make one, see until when it is good.", no_args_is_help=True)

_EVERYWHERE = "0.0.0.0"  # noqa: S104 — laptops come from elsewhere; without a certificate the server refuses it


@app.command("make")
def make(
    folder: FolderOption,
    names: Annotated[list[str], typer.Argument(help="The names or addresses by which laptops call this server.")],
    host: Annotated[str, typer.Option(help="Where to listen from now on.")] = _EVERYWHERE,
) -> None:
    """Make a certificate under an authority of this server's own, and put it into the settings. Again: a new one."""
    settings = Settings.load(folder)
    done = make_certificate(folder, names, SystemClock().now())
    settings.model_copy(update={"certificate": done.pair, "key": done.pair, "host": host}).save()
    typer.echo(f"The certificate for {', '.join(names)} is good until {done.until:%Y-%m-%d}.")
    typer.echo("It counts from the server's next start: systemctl restart doorstep-server, where the package runs it.")
    typer.echo(f"Every laptop needs this file, named in its managed.json as agency_ca_file: {done.authority}")
    typer.echo("It is not secret; on a laptop everybody has to be able to read it.")


@app.command("show")
def show(folder: FolderOption) -> None:
    """Say which certificate is used and until when it is good."""
    settings = Settings.load(folder)
    if settings.certificate is None:
        raise UserError("The settings name no certificate. Make one with: doorstep-server certificate make NAME.")
    typer.echo(f"{settings.certificate}: good until {good_until(settings.certificate):%Y-%m-%d}")
