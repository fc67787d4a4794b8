"""`doorstep-server backup-key` and `unseal`: the key that backups are sealed to."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from server.audit import seal_audit
from server.backup_key import check_named, check_private, load_public, make_backup_key, save_public
from server.commands.option import FolderOption
from server.commands.screen import clear_screen
from server.office import Office, open_office
from server.sealing import key_id, open_sealed, sealed_to
from server.storage.audit import AuditNote, add_notes

app = typer.Typer(help="The key that backups are sealed to: make it, try it.", no_args_is_help=True)

_TRIES = 5
_WRITE = (
    "Write it down twice, on papers that are kept locked away in two places, neither of them with the server or the "
    "backups; no photograph, no file. It is shown this once, and without it no backup opens. Then press Enter"
)


@app.command("make")
def make(
    folder: FolderOption, again: Annotated[bool, typer.Option(help="In the place of the one before.")] = False
) -> None:
    """Make the backup key. Nothing is sealed to it before its private half was typed back from the paper."""
    with open_office(folder) as office:
        before = load_public(office.settings.folder)
        if before is not None and not again:
            raise UserError(f"There is a backup key, {key_id(before)}. Replace it with: backup-key make --again.")
        made = make_backup_key()
        typer.echo(f"Backup key {key_id(made.public)}, private half:\n\n    {made.text}\n")
        typer.prompt(_WRITE, default="", show_default=False)
        clear_screen()
        ask_private(lambda text: check_private(made.public, text))
        clear_screen()
        save_public(office.settings.folder, made.public)
        _note(office, made.public)
    typer.echo(f"It fits. From now on every backup is sealed to the key {key_id(made.public)}.")
    typer.echo("Backups that were made before are not sealed: make one now, then destroy them.")
    if before is not None:
        typer.echo(f"Keep the paper of {key_id(before)} for as long as there are backups that are sealed to it.")


@app.command("check")
def check(
    folder: FolderOption,
    file: Annotated[Path | None, typer.Option(help="A sealed backup to be opened to its end.", dir_okay=False)] = None,
) -> None:
    """Try the private half, as a drill: on the key alone, or on a backup. Nothing is changed."""
    with open_office(folder) as office:
        public = load_public(office.settings.folder)
    if file is None and public is None:
        raise UserError("There is no backup key yet. Make one with: doorstep-server backup-key make.")
    if file is None:
        assert public is not None
        ask_private(lambda text: check_private(public, text))
        typer.echo("It fits.")
        return
    size_bytes = open_sealed(file, None, ask_for(file))
    typer.echo(f"The backup opens to its end ({size_bytes} bytes).")


def unseal(
    file: Annotated[Path, typer.Argument(help="A sealed backup.", dir_okay=False)],
    target: Annotated[Path, typer.Argument(help="The new file to write, on an encrypted disk.", dir_okay=False)],
) -> None:
    """Open a sealed dump of PostgreSQL for pg_restore. What is written is NOT encrypted: destroy it afterwards."""
    if target.exists():
        raise UserError("There is a file of this name already. Choose a new name.")
    open_sealed(file, target, ask_for(file))
    typer.echo("Opened. Restore it with pg_restore, then destroy this file.")


def ask_for(file: Path) -> bytes:
    """Ask for the private half that opens a backup. Raises `UserError` for one that is not sealed."""
    ident = sealed_to(file)
    if ident is None:
        raise UserError("This backup is not sealed.")
    typer.echo(f"This backup is sealed to the backup key {ident}.")
    return ask_private(lambda text: check_named(ident, text))


def ask_private(read: Callable[[str], bytes]) -> bytes:
    """Ask for a private half until `read` takes it, a few times."""
    for _ in range(_TRIES):
        typed: str = typer.prompt("The private half of the backup key", hide_input=True)
        try:
            return read(typed)
        except UserError as error:
            typer.echo(error.sentence)
    raise UserError("The key was not typed right. Nothing was changed.")


def _note(office: Office, public: bytes) -> None:
    with office.database.write() as connection:
        note = AuditNote(office.agency.administrator, AuditWhat.BACKUP_KEY, key_id(public), office.clock.now())
        add_notes(connection, [note])
    seal_audit(office)
