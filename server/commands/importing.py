"""`doorstep-server import`: take an agency's caseload over from CSV files (docs/import.md)."""

from pathlib import Path
from typing import Annotated

import typer

from server.commands.option import FolderOption
from server.importing.report import describe_plan, save_report
from server.importing.takeover import plan_takeover
from server.importing.writing import write_import
from server.office import open_office

SOME_ROWS_REFUSED = 1


def import_folder(
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder with the CSV files.")],
    folder: FolderOption,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write the row-by-row report to this CSV file.")] = None,
) -> None:
    """Take a caseload over from CSV files. Exit code 0: every row was taken; 1: some were refused, and are named."""
    with open_office(folder) as office:
        now = office.clock.now()
        plan = plan_takeover(source, office.zero, office.agency, now)
        for line in describe_plan(plan):
            typer.echo(line)
        if report:
            save_report(plan, report)
        if dry_run:
            typer.echo("Dry run: nothing was written.")
        else:
            written = write_import(plan, office.zero, office.agency.administrator, now, _show_progress)
            typer.echo(f"{written} rows were written.")
    if not plan.complete:
        raise typer.Exit(SOME_ROWS_REFUSED)


def _show_progress(done: int, total: int) -> None:
    typer.echo(f"  {done} of {total} rows written", err=True)
