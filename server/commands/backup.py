"""`doorstep-server backup`, `backup-verified` and `restore`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from casework.rules.day import moment_of
from server.audit import seal_audit, verify_audit
from server.backup import declare_verified, make_backup
from server.backup_key import load_public
from server.clock import SystemClock
from server.commands.backup_key import ask_for
from server.commands.option import FolderOption
from server.office import open_office
from server.restoring import restore_backup
from server.sealing import sealed_to

_NOT_SEALED = (
    "WARNING: this backup is not sealed: whoever has it and this server's keys, or a dump of PostgreSQL alone, can "
    "read it. Make a key whose private half is not on this server: doorstep-server backup-key make."
)
_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def backup(
    file: Annotated[Path, typer.Argument(help="The new file to write, on another disk if possible.", dir_okay=False)],
    folder: FolderOption,
) -> None:
    """Write a backup, verify it, and tell laptops what is safe. The server may go on."""
    with open_office(folder) as office:
        done = make_backup(office, file)
        seal_audit(office)
        _, faults = verify_audit(office)
    typer.echo(f"{done.entries} entries are in the backup, and it was verified ({done.size_bytes} bytes).")
    if done.sealed_to:
        typer.echo(f"It is sealed to the backup key {done.sealed_to}, and what was sealed was read to its end.")
    else:
        typer.echo(_NOT_SEALED, err=True)
    if done.attachments or done.missing:
        typer.echo(f"{done.attachments} attachments lie beside it, in {file.name}.attachments.")
    if done.missing:
        typer.echo(f"WARNING: the files of {done.missing} attachments are missing from the server's folder.", err=True)
    if faults:
        # The backup is good: what people recorded is whole. Who did what is not, and refusing would help nobody.
        typer.echo("WARNING: the audit is not as it was written. See: doorstep-server audit verify.", err=True)
    typer.echo("Keep the key files and the journal (journal.jsonl) as well, each apart from the backups.")


def backup_verified(
    folder: FolderOption,
    begun: Annotated[datetime, typer.Option(formats=_FORMATS, help="When it was begun, by the clock in Scotland.")],
) -> None:
    """Say that a backup made by other means was restored somewhere and verified, so that laptops know what is safe."""
    with open_office(folder) as office:
        reached = declare_verified(office, moment_of(begun))
    typer.echo(f"Noted. The backup reaches into the records of {reached} laptops and of the server.")


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.", dir_okay=False)],
    folder: FolderOption,
    older: Annotated[
        bool, typer.Option("--older", help="Also if a later backup was verified: what only that one has is lost.")
    ] = False,
) -> None:
    """Put a backup back. Stop the server first; afterwards nobody is served until the epoch is confirmed."""
    private = ask_for(file) if file.is_file() and sealed_to(file) else None
    done = restore_backup(folder, file, SystemClock(), older=older, private=private)
    if private is None and load_public(folder) is not None:
        typer.echo(
            "This backup is not sealed, and newer ones are. Destroy it when it is not needed any more.", err=True
        )
    put = done.replayed
    typer.echo(f"The server is as the backup has it: {done.contents.entries} entries.")
    typer.echo(
        f"From the journal: {put.entries} entries, {put.enrolled} laptops enrolled and {put.stopped} stopped, "
        f"{put.erasures} erasures."
    )
    if put.lost:
        typer.echo(
            f"WARNING: {put.lost} entries that this server itself had written since, such as an import's, are lost: "
            "run the import again.",
            err=True,
        )
    if done.attachments:
        typer.echo(f"{done.attachments} attachments are in place.")
    if done.aside:
        typer.echo(f"The former database is kept as {done.aside}. Remove it when it is not needed any more.")
    typer.echo(f"Epoch {put.epoch} serves nobody yet. Look at it and let it begin:")
    typer.echo("  doorstep-server epoch show")
    typer.echo("  doorstep-server epoch confirm")
