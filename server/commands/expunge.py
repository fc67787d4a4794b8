"""`doorstep-server expunge`: destroying records that must not be kept, by two people."""

from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import EntryId, RecordId, Scope, case_of, is_uuid
from server.administration import Administration
from server.commands.option import FolderOption
from server.erasure import Aim, Progress, carry_out, propose_erasure, review
from server.office import open_office

app = typer.Typer(help="Destroy records that must not be kept: two people, one authority.", no_args_is_help=True)

By = Annotated[str, typer.Option(help="Who orders this: staff id, staff number or full name.")]


@app.command("propose")
def propose(
    folder: FolderOption,
    case: Annotated[str, typer.Argument(help="The case's id; ID/restricted or grants:ID for those parts of it.")],
    by: By,
    authority: Annotated[str, typer.Option(help="By whose authority: court order, retention rule, decision and date.")],
    record: Annotated[str | None, typer.Option(help="Only what was written about this record.")] = None,
    entry: Annotated[list[str] | None, typer.Option(help="Only this entry; may be given several times.")] = None,
) -> None:
    """Propose it and print the order's number. Nothing is destroyed yet."""
    scope = case if case.startswith("grants:") else f"case:{case}"
    if case_of(scope) is None or (record is not None and not is_uuid(record)):
        raise UserError("Name the case, and the record if there is one, by its id.")
    aim = Aim(Scope(scope), RecordId(record) if record else None, tuple(EntryId(item) for item in entry or ()))
    with open_office(folder) as office:
        typer.echo(propose_erasure(office, aim, authority, Administration(office).find_person(by)))


@app.command("confirm")
def confirm(folder: FolderOption, order: Annotated[str, typer.Argument(help="The order's number.")], by: By) -> None:
    """Confirm it as a second person: the words are destroyed here at once and on every laptop at its next sync."""
    with open_office(folder) as office:
        count = carry_out(office, order, Administration(office).find_person(by))
    typer.echo(f"The words of {count} entries are destroyed here. See which laptops follow: expunge list.")


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List every order: number, when, how many entries, state, laptops outstanding, authority."""
    with open_office(folder) as office:
        for item in review(office):
            when = item.order.proposed_at.isoformat(timespec="minutes")
            typer.echo(f"{item.order.id}\t{when}\t{item.entries}\t{_state(item)}\t{item.order.authority}")


def _state(item: Progress) -> str:
    if item.order.confirmed_at is None:
        return "proposed"
    return f"outstanding: {', '.join(item.outstanding)}" if item.outstanding else "done everywhere"
