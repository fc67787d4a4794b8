"""`doorstep-server quarantine`: what was held back and waits for a ruling. Seniors rule on cases on their laptops."""

from typing import Annotated

import typer

from casework.records.delivery.ruling import Decision
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office
from server.quarantine import review, rule

app = typer.Typer(help="What was held back, and the ruling on it.", no_args_is_help=True)

EntryArgument = Annotated[str, typer.Argument(help="The entry's id as the list shows it, or how it begins.")]
WhyOption = Annotated[str, typer.Option("--reason", help="Why; kept with the record.", prompt=True)]


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List what waits: id, when, by whom, where, what sort of record, why it was held back. Never what it says."""
    with open_office(folder) as office:
        names = {member.id: member.staff.name or "" for member in Administration(office).members()}
        for held in review(office):
            who = names.get(held.author, held.author)
            parts = (held.entry, f"{held.at:%Y-%m-%d %H:%M}", who, held.scope, ", ".join(held.kinds), held.why)
            typer.echo("\t".join(parts))


@app.command("release")
def release(folder: FolderOption, entry: EntryArgument, reason: WhyOption) -> None:
    """Let an entry count from now on. A release cannot be taken back, and beats any refusal."""
    with open_office(folder) as office:
        rule(office, entry, Decision.RELEASE, reason)
    typer.echo("It counts now, and goes to every laptop that may hold it.")


@app.command("refuse")
def refuse(folder: FolderOption, entry: EntryArgument, reason: WhyOption) -> None:
    """Let an entry never count, unless somebody releases it later. It is kept."""
    with open_office(folder) as office:
        rule(office, entry, Decision.REFUSE, reason)
    typer.echo("It is kept and does not count.")
