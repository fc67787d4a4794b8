"""`doorstep-server sign-in`: the agency's own sign-in in front of enrolment, and again."""

from typing import Annotated

import typer

from casework.errors import UserError
from casework.records.identifier import DeviceId, is_uuid
from server.administration import Administration
from server.audit import seal_audit
from server.commands.option import FolderOption
from server.office import open_office
from server.provider import Provider, ProviderSilent
from server.sign_in_again import ask_again, vouch
from server.signin import read_people

app = typer.Typer(
    help="The agency's own sign-in (OpenID Connect) in front of enrolment, and again.", no_args_is_help=True
)


@app.command("check")
def check(folder: FolderOption) -> None:
    """Ask the provider what it is, and look whether everybody who works here could sign in."""
    with open_office(folder) as office:
        settings = office.settings
        _check_set(settings.oidc_issuer)
        provider = Provider(settings)
        try:
            keys = provider.keys(provider.metadata())
        except ProviderSilent as error:
            raise UserError(
                f"The provider does not answer as one ({error}). Check oidc_issuer, letter by letter, and oidc_trust."
            ) from error
        members = [one.staff for one in Administration(office).members() if one.staff.active]
        known = set(read_people(settings).values())
        missing = sum(not one.number or (bool(known) and one.number not in known) for one in members)
    typer.echo(f"The provider answers and names {len(keys.keys)} of its keys.")
    typer.echo(f"Staff who can sign in: {len(members) - missing}; who cannot: {missing}.")
    if missing:
        typer.echo(
            "Whoever cannot has no staff number, or it is not in oidc_people_file. A one-time code works for them."
        )


@app.command("ask")
def ask(
    folder: FolderOption,
    person: Annotated[str, typer.Argument(help="Staff id, staff number or full name; without it, --everybody.")] = "",
    everybody: Annotated[bool, typer.Option(help="Everybody who has a laptop.")] = False,
    days: Annotated[int, typer.Option(help="Within how many days of hearing of it; 0 is at once.", min=0, max=30)] = 3,
) -> None:
    """Ask somebody to sign in with the agency again. Until they have, their laptop sends but shows and gets nothing."""
    with open_office(folder) as office:
        _check_set(office.settings.oidc_issuer)
        if bool(person) == everybody:
            raise UserError("Say who: a person, or --everybody.")
        count = ask_again(office, None if everybody else Administration(office).find_person(person), days)
        seal_audit(office)
    typer.echo(f"Laptops that are told at their next contact: {count}.")


@app.command("vouch")
def vouch_for(
    folder: FolderOption,
    device: Annotated[str, typer.Argument(help="The laptop's id. See: doorstep-server device list.")],
    reason: Annotated[str, typer.Option(help="How you know that its person has it.", prompt="How do you know")],
) -> None:
    """Count the person of a laptop as signed in, where the agency's sign-in does not know them or does not answer."""
    with open_office(folder) as office:
        _check_set(office.settings.oidc_issuer)
        if not reason.strip():
            raise UserError("Say how you know that its person has it.")
        if not is_uuid(device) or not vouch(office, DeviceId(device), reason):
            raise UserError("There is no such laptop. See: doorstep-server device list.")
        seal_audit(office)
    typer.echo("The laptop goes on at its next contact.")


def _check_set(issuer: str) -> None:
    if not issuer:
        raise UserError("No sign-in is set. Write oidc_issuer and oidc_client into doorstep-server.toml.")
