"""`doorstep-server device`: laptops."""

from datetime import timedelta
from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import DeviceId, is_uuid
from server.administration import Administration
from server.admission import stop as stop_device
from server.commands.option import FolderOption
from server.enrolment import make_code
from server.office import open_office
from server.storage.device import load_device, load_devices

app = typer.Typer(help="Laptops: enrol, list, stop.", no_args_is_help=True)


@app.command("code")
def code(
    folder: FolderOption,
    person: Annotated[str, typer.Argument(help="Staff id, staff number or full name.")],
    minutes: Annotated[int, typer.Option(help="How long the code is good for.", min=1, max=7 * 24 * 60)] = 10,
) -> None:
    """Print a one-time code with which somebody enrols a laptop. It is shown only once."""
    with open_office(folder) as office:
        administration = Administration(office)
        staff = administration.find_person(person)
        if not next(m.staff.active for m in administration.members() if m.id == staff):
            raise UserError("They do not work here any more, so no laptop can be enrolled for them.")
        typer.echo(make_code(office, staff, timedelta(minutes=minutes)))


@app.command("again")
def again(
    folder: FolderOption,
    device: Annotated[str, typer.Argument(help="The laptop's id until now.")],
    minutes: Annotated[int, typer.Option(help="How long the code is good for.", min=1, max=7 * 24 * 60)] = 10,
) -> None:
    """Print a code for a laptop that was restored from a backup or copied. Its old id is stopped when it is used."""
    with open_office(folder) as office, office.database.read() as connection:
        found = load_device(connection, DeviceId(device)) if is_uuid(device) else None
    if found is None:
        raise UserError("There is no such laptop. See: doorstep-server device list.")
    with open_office(folder) as office:
        typer.echo(make_code(office, found.staff, timedelta(minutes=minutes), replaces=found.id))


@app.command("list")
def show_list(folder: FolderOption) -> None:
    """List every laptop: id, whose it is, when it was last here, whether it was stopped."""
    with open_office(folder) as office, office.database.read() as connection:
        names = {member.id: member.staff.name or "" for member in Administration(office).members()}
        for device in load_devices(connection):
            seen = device.seen_at.isoformat(timespec="minutes") if device.seen_at else "never"
            state = "stopped" if device.stopped_at else "admitted"
            typer.echo(f"{device.id}\t{names.get(device.staff, '')}\t{seen}\t{state}")


@app.command("stop")
def stop(folder: FolderOption, device: Annotated[str, typer.Argument(help="The laptop's id.")]) -> None:
    """Stop a laptop: it is refused from its next request on."""
    with open_office(folder) as office:
        if not is_uuid(device) or not stop_device(office, DeviceId(device)):
            raise UserError("There is no such laptop. See: doorstep-server device list.")
    typer.echo("The laptop is stopped.")
