"""`doorstep-server`: the command line of the server. One module of `server.commands` for each group of commands."""

import os
import sys

import typer

from casework.errors import UserError
from server.commands import (
    audit,
    backup_key,
    certificate,
    cover,
    device,
    epoch,
    expunge,
    holdings,
    message,
    person,
    quarantine,
    recovery,
    retention,
    sign_in,
    table,
    team,
)
from server.commands.backup import backup, backup_verified, restore
from server.commands.importing import import_folder
from server.commands.init import init
from server.commands.leaving import leaver, loss_report
from server.commands.monitoring import backup_nightly, metrics
from server.commands.serve import serve
from server.owner import settle_in

app = typer.Typer(
    name="doorstep-server",
    help="The central server of Doorstep.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("init")(init)
app.command("serve")(serve)
app.command("import")(import_folder)
app.command("leaver")(leaver)
app.command("loss-report")(loss_report)
app.command("recover")(recovery.recover)
app.command("backup")(backup)
app.command("backup-nightly")(backup_nightly)
app.command("backup-verified")(backup_verified)
app.command("restore")(restore)
app.command("metrics")(metrics)
app.command("unseal")(backup_key.unseal)
app.add_typer(audit.app, name="audit")
app.add_typer(backup_key.app, name="backup-key")
app.add_typer(certificate.app, name="certificate")
app.add_typer(epoch.app, name="epoch")
app.add_typer(person.app, name="person")
app.add_typer(cover.app, name="cover")
app.add_typer(team.app, name="team")
app.add_typer(device.app, name="device")
app.add_typer(expunge.app, name="expunge")
app.add_typer(holdings.app, name="holdings")
app.add_typer(message.app, name="message")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(recovery.app, name="recovery-key")
app.add_typer(retention.app, name="retention")
app.add_typer(sign_in.app, name="sign-in")
app.add_typer(table.app, name="table")


@app.callback()
def _root() -> None:
    """The central server of Doorstep."""


def main() -> None:
    """Run the command line. What a person can act on ends with a sentence and exit code 2."""
    os.umask(0o077)
    try:
        settle_in(os.environ, sys.argv[1:])
        app()
    except UserError as error:
        print(f"doorstep-server: {error.sentence}", file=sys.stderr)
        sys.exit(2)
