"""`doorstep-server metrics` and `backup-nightly`: what a machine asks for, and what it does by night."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any

import typer

from casework.errors import UserError
from server.commands.option import FolderOption
from server.metrics import metrics_text
from server.nightly import make_nightly
from server.office import Office, open_office
from server.storage.database import DatabaseUnavailable

DEFAULT_PORT = 9464
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_DOWN = "# HELP doorstep_up 1: the database answered.\n# TYPE doorstep_up gauge\ndoorstep_up 0\n"


def metrics(
    folder: FolderOption,
    serve: Annotated[bool, typer.Option("--serve", help="Go on answering on this machine (127.0.0.1).")] = False,
    port: Annotated[int, typer.Option(help="Where; 0 chooses a free one.", min=0, max=65535)] = DEFAULT_PORT,
) -> None:
    """Print figures for Prometheus, none of them about anybody; or answer with them until this is ended."""
    with open_office(folder) as office:
        if not serve:
            typer.echo(metrics_text(office), nl=False)
            return
        with listening(office, port) as listener:
            typer.echo(f"Figures are at http://127.0.0.1:{listener.server_address[1]}/metrics")
            listener.serve_forever()


def listening(office: Office, port: int) -> ThreadingHTTPServer:
    """What answers on this machine alone. Raises `UserError` where the port is taken."""

    class _Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """One page, whatever else is asked for is not there."""
            if self.path != "/metrics":
                self.send_error(404)
                return
            try:
                text = metrics_text(office)
            except DatabaseUnavailable:
                text = _DOWN
            body = text.encode()
            self.send_response(200)
            self.send_header("content-type", _TYPE)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the library's name
            """Nothing is logged: it is asked every few seconds."""

    try:
        return ThreadingHTTPServer(("127.0.0.1", port), _Answer)
    except OSError as error:
        raise UserError(f"Port {port} is taken on this machine: choose another with --port.") from error


def backup_nightly(
    folder: FolderOption,
    target: Annotated[
        Path,
        typer.Option("--to", envvar="DOORSTEP_BACKUPS", help="The folder for backups, on another disk if possible."),
    ],
    keep: Annotated[int, typer.Option(envvar="DOORSTEP_BACKUPS_KEPT", help="How many to keep.", min=2, max=400)] = 14,
) -> None:
    """Make a verified backup under the day's name and remove the oldest. For a timer; safe to run by hand."""
    with open_office(folder) as office:
        file, done, removed = make_nightly(office, target, keep)
    sealed = f"sealed to the backup key {done.sealed_to}" if done.sealed_to else "NOT sealed: see backup-key make"
    typer.echo(f"{file.name}: {done.entries} entries, verified, {sealed}; {removed} old ones removed.")
    if done.missing:
        raise UserError(f"The files of {done.missing} attachments are missing from the server's folder.")
