"""`doorstep-server table`: which tables of rules are on, and confirming one that agrees with the agency's manual."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import StaffId
from casework.rules.instrument.instrument_table import Band, InstrumentTable, Scale
from casework.rules.table import Table
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office
from server.table import Confirming, TableLine, confirm_tables, list_tables, read_one, withdraw_table

app = typer.Typer(help="Tables of rules: off until somebody confirms what is only recalled.", no_args_is_help=True)

By = Annotated[str, typer.Option(help="A senior or service manager who answers for it: id, staff number or full name.")]
Codes = Annotated[list[str], typer.Argument(help="The codes of the tables, as table list shows them.")]
Code = Annotated[str, typer.Argument(help="The code of the table.")]
Manual = Annotated[str, typer.Option(help="Against which manual or guidance, with its edition or date.")]
File = Annotated[Path | None, typer.Option(help="The agency's own text of the table, with a version of its own.")]
Version = Annotated[int, typer.Option(help="Which version, as table list shows it.")]
Shown = Annotated[int | None, typer.Option("--version", help="Which version; the newest if it is left out.")]
Reason = Annotated[str, typer.Option(help="Why.")]


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List every table: code, version, from when, whether it is on and by whose word, how well known, source."""
    with open_office(folder) as office:
        names = {member.id: member.staff.name or member.id for member in Administration(office).members()}
        for line in list_tables(office):
            typer.echo(_words(line, names))


@app.command("show")
def show(folder: FolderOption, code: Code, version: Shown = None) -> None:
    """Show a table: whether it is on and by whose word, what follows from it, and its whole text."""
    with open_office(folder) as office:
        names = {member.id: member.staff.name or member.id for member in Administration(office).members()}
        line, text = read_one(office, code, version)
    typer.echo(f"{line.table.title}\n{_words(line, names)}")
    for said in _content(line.table):
        typer.echo(f"    {said}")
    typer.echo(f"\n{text.rstrip()}")


@app.command("confirm")
def confirm(folder: FolderOption, codes: Codes, manual: Manual, by: By, file: File = None) -> None:
    """Confirm tables that somebody compared with the manual: they are on here, and on every laptop at its next sync."""
    text = _read(file) if file else None
    if text is not None and len(codes) > 1:
        raise UserError("A file is one table: confirm it alone.")
    with open_office(folder) as office:
        who = Administration(office).find_person(by)
        done = confirm_tables(office, [Confirming(code, manual, who, text) for code in codes])
    for table in done:
        typer.echo(f"On: {table.title} ({table.code}), version {table.version}, from {table.effective_from}.")
        for line in _content(table):
            typer.echo(f"    {line}")


@app.command("withdraw")
def withdraw(folder: FolderOption, code: Code, version: Version, by: By, reason: Reason) -> None:
    """Switch a table off that this agency confirmed. What was signed with it stays as it was signed."""
    if not reason.strip():
        raise UserError("Say why the table is withdrawn: --reason.")
    with open_office(folder) as office:
        withdraw_table(office, code, version, (Administration(office).find_person(by), reason.strip()))
    typer.echo(
        f"Off: {code}, version {version}. What was signed with it keeps its level, and says that the table was "
        "withdrawn; new levels are entered by hand until another is on."
    )


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError("The file cannot be read: give a text file in UTF-8.") from None


def _words(line: TableLine, names: Mapping[StaffId, str]) -> str:
    table, by = line.table, line.confirmation
    on = "off"
    if by is not None:
        who = names.get(StaffId(by.confirmed_by or ""), "somebody who left")
        on = f"on, confirmed by {who} on {by.confirmed_on} against {by.manual}"
    elif table.confirmed:
        on = "on, as it came"
    return f"{table.code}\t{table.version}\t{table.effective_from}\t{on}\t[{table.mark.value}] {table.source}"


def _content(table: Table) -> list[str]:
    """What follows from a table from now on, for whoever compares it with the manual once more."""
    if not isinstance(table, InstrumentTable):
        return []
    return [_bands(table, scale) for scale in table.scales if scale.bands] or ["No level follows from it."]


def _bands(table: InstrumentTable, scale: Scale) -> str:
    return f"{scale.label}: {', '.join(f'{_numbers(band)} {table.words(band.level)}' for band in scale.bands)}"


def _numbers(band: Band) -> str:
    return str(band.lowest) if band.lowest == band.highest else f"{band.lowest}-{band.highest}"
