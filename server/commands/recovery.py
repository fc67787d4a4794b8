"""`doorstep-server recovery-key` and `recover`: letting somebody in again whose passphrase is forgotten."""

import base64
from typing import Annotated

import typer

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.recovery import OFFICERS, recovery_key_id
from server.administration import Administration
from server.audit import seal_audit
from server.commands.option import FolderOption
from server.commands.screen import clear_screen
from server.office import Office, open_office
from server.recovery import Giving, Waiting, find_waiting, give_share, waiting_requests
from server.recovery_key import (
    check_share,
    load_public,
    make_recovery_key,
    save_public,
    try_recovery,
)
from server.storage.audit import AuditNote, add_notes

app = typer.Typer(help="The agency's recovery key: make it, try its shares, print it.", no_args_is_help=True)

_TRIES = 5
_RING_BACK = (
    "Have you rung them back on a number you know, is it they who ask, and have they read this code out to you in that "
    "call, from their own screen?"
)
_COMPARE = "Go by the code that the person reads out when you ring them, and by no other."
_LEAVE_ALONE = (
    "Write it down, in pencil on paper that is kept locked away; no photograph, no file. It is shown this once. "
    "Only officer {number} looks at the screen now."
)


@app.command("make")
def make(
    folder: FolderOption, again: Annotated[bool, typer.Option(help="In the place of the one before.")] = False
) -> None:
    """Make the recovery key with two officers present. Nothing relies on it before both have typed their share back."""
    with open_office(folder) as office:
        if load_public(office.settings.folder) is not None and not again:
            raise UserError("There is a recovery key. Print it with: recovery-key show; replace it with: make --again.")
        made = make_recovery_key()
        typed = []
        for number, share in zip(OFFICERS, made.shares, strict=True):
            typer.echo(f"Share {number}, for officer {number}:\n\n    {share}\n")
            typer.prompt(_LEAVE_ALONE.format(number=number) + " Then press Enter", default="", show_default=False)
            clear_screen()
            typed.append(_ask_share(made.public, number))
            clear_screen()
        try_recovery(made.public, (typed[0], typed[1]))
        save_public(office.settings.folder, made.public)
        _note(office, AuditWhat.RECOVERY_KEY, made.public)
        typer.echo("Both shares fit: something sealed to the key was opened with them as they were typed.")
        _show(made.public)


@app.command("check")
def check(folder: FolderOption) -> None:
    """Try both shares, as a drill: each officer types theirs. Nothing is changed."""
    with open_office(folder) as office:
        public = _public(office)
        first, second = (_ask_share(public, number) for number in OFFICERS)
        try_recovery(public, (first, second))
    typer.echo("Both shares fit: something sealed to the key was opened with them.")


@app.command("show")
def show(folder: FolderOption) -> None:
    """Print the public half for the laptops' managed.json. It is not secret."""
    with open_office(folder) as office:
        _show(_public(office))


def recover(
    folder: FolderOption,
    code: Annotated[str, typer.Argument(help="The code that the worker read out; without it, list who asks.")] = "",
    officer: Annotated[str, typer.Option(help="Whose share it is: staff id, staff number or full name.")] = "",
    reason: Annotated[str, typer.Option(help="Who rang, and how you know that it was them.")] = "",
) -> None:
    """Put in one officer's share for a worker who cannot unlock. Two officers do so, each in a run of their own."""
    with open_office(folder) as office:
        names = {member.id: member.staff.name or "" for member in Administration(office).members()}
        if not code:
            for one in waiting_requests(office):
                typer.echo(_line(one, names.get(one.staff, "")))
            return
        if not officer:
            raise UserError("Say whose share it is: --officer NAME.")
        one = find_waiting(office, code)
        typer.echo(_line(one, names.get(one.staff, "")))
        typer.confirm(_RING_BACK, abort=True)
        why = reason or typer.prompt("Who rang, and how do you know that it was them")
        share = typer.prompt("Your share", hide_input=True)
        given = give_share(office, Giving(code, officer, share, why))
        seal_audit(office)
    more = "The other officer puts in theirs, in another run." if given < len(OFFICERS) else "The laptop opens now."
    typer.echo(f"Shares put in: {given} of {len(OFFICERS)}. {more}")


def _ask_share(public: bytes, number: int) -> str:
    for _ in range(_TRIES):
        typed: str = typer.prompt(f"Officer {number}, type your share", hide_input=True)
        try:
            check_share(public, number, typed)
        except UserError as error:
            typer.echo(error.sentence)
        else:
            return typed
    raise UserError("The share was not typed right. Nothing relies on this key: begin again.")


def _public(office: Office) -> bytes:
    public = load_public(office.settings.folder)
    if public is None:
        raise UserError("There is no recovery key yet. Make one with two officers: doorstep-server recovery-key make.")
    return public


def _show(public: bytes) -> None:
    typer.echo(f"Recovery key {recovery_key_id(public)}. Put this line into every laptop's managed.json:")
    typer.echo(f'  "recovery_public_key": "{base64.b64encode(public).decode("ascii")}"')


def _note(office: Office, what: AuditWhat, public: bytes) -> None:
    with office.database.write() as connection:
        note = AuditNote(office.agency.administrator, what, recovery_key_id(public), office.clock.now())
        add_notes(connection, [note])
    seal_audit(office)


def _line(one: Waiting, name: str) -> str:
    asked = one.asked_at.isoformat(timespec="minutes")
    line = f"{name}\tlaptop {one.device}\tasked {asked}\tshares put in: {one.given} of {len(OFFICERS)}"
    if not one.others:
        return line
    what = "request waits" if one.others == 1 else "requests wait"
    return f"{line}\n  {one.others} more {what} in the name of this laptop: somebody else may be asking. {_COMPARE}"
