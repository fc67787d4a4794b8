"""`doorstep-server cover`: who works on a case for a while, in place of somebody else."""

from datetime import datetime
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.staff.grant import Window
from casework.rules.day import moment_of
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office

app = typer.Typer(help="Cover: a case for a while, in place of somebody else.", no_args_is_help=True)

_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
_REASON_MAX = 2000

Person = Annotated[str, typer.Argument(help="Staff id, staff number or full name.")]
Case = Annotated[str, typer.Argument(help="The case's id.")]


@app.command("add")
def add(
    folder: FolderOption,
    case: Case,
    person: Person,
    until: Annotated[datetime, typer.Option(formats=_FORMATS, help="When it ends, by the clock in Scotland.")],
    reason: Annotated[str, typer.Option(help="Why, as everybody on the case reads it.", prompt=True)],
    since: Annotated[datetime | None, typer.Option(formats=_FORMATS, help="When it begins; without it, now.")] = None,
) -> None:
    """Give cover of a case and print its id."""
    if not 1 <= len(reason.strip()) <= _REASON_MAX:
        raise UserError(f"A reason has between 1 and {_REASON_MAX} characters.")
    with open_office(folder) as office:
        starts, ends = moment_of(since) if since else office.clock.now(), moment_of(until)
        if ends <= starts:
            raise UserError("This cover would end before it starts: correct one of them.")
        typer.echo(Administration(office).give_cover(case, person, Window(starts=starts, ends=ends), reason.strip()))


@app.command("end")
def end(
    folder: FolderOption,
    case: Case,
    person: Person,
    for_cause: Annotated[
        bool, typer.Option("--for-cause", help="Work that arrives late does not count by itself.")
    ] = False,
) -> None:
    """End the cover of a case at once."""
    with open_office(folder) as office:
        Administration(office).end_cover(case, person, for_cause=for_cause)
    typer.echo("The cover has ended.")
