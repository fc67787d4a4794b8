"""`doorstep-server audit`: who did what, and whether the account of it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.rules.access import WHY_WORDS, Why
from server.administration import Administration
from server.audit import load_kept, seal_audit, verify_audit
from server.audit_restore import load_restored
from server.commands.option import FolderOption
from server.office import open_office
from server.storage.audit import AuditRow, load_about

app = typer.Typer(help="Who did what, and whether the account of it is whole.", no_args_is_help=True)

_HEADS = ("when", "who", "laptop", "what", "on which", "beside", "reason", "by the laptop's clock")


@app.command("verify")
def verify(
    folder: FolderOption,
    checkpoints: Annotated[Path | None, typer.Option(help="A file of checkpoints that was kept elsewhere.")] = None,
) -> None:
    """Check every row, its place, and every checkpoint. Ends with code 2 where something does not fit."""
    kept = load_kept(checkpoints) if checkpoints else []
    with open_office(folder) as office:
        seal_audit(office)
        last, faults = verify_audit(office, kept)
        with office.database.read() as connection:
            restored = load_restored(connection)
    for fault in faults[:100]:
        typer.echo(f"place {fault.place}\t{fault.sentence}")
    if faults:
        raise UserError(f"The audit is not as it was written: {len(faults)} faults. Keep this server as it is.")
    elsewhere = f", and {len(kept)} checkpoints kept elsewhere" if kept else ""
    typer.echo(f"The audit is whole: {last} rows{elsewhere}.")
    for place, epoch in sorted(restored.items()):
        typer.echo(f"The server was restored at place {place}, where epoch {epoch} began.")


@app.command("show")
def show(
    folder: FolderOption,
    case: Annotated[str, typer.Option(help="Of a case, by its id; or of a laptop or person, by theirs.")] = "",
    person: Annotated[str, typer.Option(help="By somebody: staff id, number or full name.")] = "",
    what: Annotated[AuditWhat | None, typer.Option(help="One sort alone, such as emergency.")] = None,
) -> None:
    """List who did what. These are names of staff; of nobody else."""
    with open_office(folder) as office:
        administration = Administration(office)
        staff = administration.find_person(person) if person else ""
        names = {str(member.id): member.staff.name or "" for member in administration.members()}
        with office.database.read() as connection:
            rows = load_about(connection, case, staff, what)
    typer.echo("\t".join(_HEADS))
    for row in rows:
        words = AuditWhat(row.what).words
        stands_out = "*** " if _stands_out(row) else ""
        occurred = row.occurred_at.isoformat(timespec="minutes") if row.occurred_at else ""
        cells = (names.get(row.staff, row.staff), row.device or "", stands_out + words, row.target, row.detail or "")
        at = row.at.isoformat(timespec="seconds")
        typer.echo("\t".join(map(_cell, [at, *cells, row.why or "", occurred])))


def _cell(text: str) -> str:
    """One cell of a line: a reason is anybody's words, and may not look like another row, nor command the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _stands_out(row: AuditRow) -> bool:
    """An emergency, and each reading of a case by that right alone."""
    return row.what == AuditWhat.EMERGENCY.value or (
        row.what == AuditWhat.OPENED.value and row.why == WHY_WORDS[Why.EMERGENCY]
    )
