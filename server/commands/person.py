"""`doorstep-server person`: staff members, and who works on which case."""

from datetime import datetime
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.part import LINE_MAX
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import STAFF_ROLE_WORDS, StaffRole
from casework.rules.access import WHY_WORDS, Why
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office

app = typer.Typer(help="Staff members and who works on which case.", no_args_is_help=True)

_DAYS = ["%Y-%m-%d"]

Person = Annotated[str, typer.Argument(help="Staff id, staff number or full name.")]
Case = Annotated[str, typer.Argument(help="The case's id.")]


@app.command("add")
def add(
    folder: FolderOption,
    name: Annotated[str, typer.Argument(help="Full name.")],
    role: Annotated[StaffRole, typer.Option(help="What they may do.")] = StaffRole.WORKER,
    team: Annotated[str | None, typer.Option(help="Team, by name or id.")] = None,
    number: Annotated[str | None, typer.Option(help="Staff number.")] = None,
) -> None:
    """Add a staff member and print the staff id."""
    if not 1 <= len(name.strip()) <= 200:
        raise UserError("A name has between 1 and 200 characters.")
    with open_office(folder) as office:
        typer.echo(Administration(office).add_person(name.strip(), role, team, number))


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List everybody: id, number, name, role, team."""
    with open_office(folder) as office:
        administration = Administration(office)
        teams = {str(ident): name for ident, name in administration.teams()}
        for member in administration.members():
            staff = member.staff
            role = STAFF_ROLE_WORDS[staff.post.role] if staff.post else ""
            team = teams.get(staff.post.team, "") if staff.post and staff.post.team else ""
            left = "" if staff.active else "left"
            typer.echo("\t".join([member.id, staff.number or "", staff.name or "", role, team, left]).rstrip())


@app.command("leave")
def leave(folder: FolderOption, person: Person) -> None:
    """Note that somebody left: every access of theirs ends. See also: doorstep-server leaver."""
    with open_office(folder) as office:
        Administration(office).end_person(person)
    typer.echo("Their access has ended. Stop their laptops too, with: doorstep-server leaver.")


@app.command("training")
def training(
    folder: FolderOption,
    person: Person,
    subject: Annotated[TrainingSubject, typer.Argument(help="What in.")],
    completed: Annotated[datetime, typer.Option(formats=_DAYS, help="Completed or accredited on.")],
    expires: Annotated[datetime | None, typer.Option(formats=_DAYS, help="The last day on which it counts.")] = None,
    course: Annotated[str | None, typer.Option(help="Name of the course; needed for other.")] = None,
) -> None:
    """Record a training or accreditation and print its id. It is ended on the laptop of whoever supervises."""
    if course is not None and not 1 <= len(course.strip()) <= LINE_MAX:
        raise UserError(f"The name of a course has between 1 and {LINE_MAX} characters.")
    held = Training(
        subject=subject,
        completed_on=completed.date(),
        expires_on=expires.date() if expires else None,
        course=course,
    )
    with open_office(folder) as office:
        typer.echo(Administration(office).record_training(person, held))


@app.command("allocate")
def allocate(
    folder: FolderOption,
    case: Case,
    holder: Annotated[str, typer.Argument(help="Staff member; with --role team, a team.")],
    role: Annotated[GrantRole, typer.Option(help="In what part.")] = GrantRole.OFFICER,
) -> None:
    """Give a case to a staff member or a team."""
    with open_office(folder) as office:
        typer.echo(Administration(office).allocate(case, holder, role))


@app.command("withdraw")
def withdraw(
    folder: FolderOption,
    case: Case,
    holder: Annotated[str, typer.Argument(help="Who.")],
    for_cause: Annotated[
        bool, typer.Option("--for-cause", help="End all they have in this case; late work does not count by itself.")
    ] = False,
) -> None:
    """End the allocation of a case to a staff member or a team, at once."""
    with open_office(folder) as office:
        Administration(office).withdraw(case, holder, for_cause=for_cause)
    typer.echo("The allocation has ended.")


@app.command("access")
def show_access(folder: FolderOption, case: Case) -> None:
    """List who has access to a case now, and why; and who is kept from it."""
    with open_office(folder) as office:
        for member, mine in Administration(office).accesses(case):
            words = "Excluded" if mine.excluded else "; ".join(WHY_WORDS[why] for why in Why if why in mine.why)
            typer.echo("\t".join([member.id, member.staff.number or "", member.staff.name or "", words]))


@app.command("exclude")
def exclude(
    folder: FolderOption,
    case: Case,
    person: Person,
    reason: Annotated[str, typer.Option(help="Kept where only seniors read it.", prompt=True)],
) -> None:
    """Let a case be absent for a staff member, whatever else is given."""
    if not 1 <= len(reason.strip()) <= 2000:
        raise UserError("A reason has between 1 and 2000 characters.")
    with open_office(folder) as office:
        Administration(office).exclude(case, person, reason.strip())
    typer.echo("They no longer have access to this case.")
