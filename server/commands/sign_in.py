"""`doorstep-server sign-in`: the agency's own sign-in in front of enrolment."""

import typer

from casework.errors import UserError
from server.administration import Administration
from server.commands.option import FolderOption
from server.office import open_office
from server.provider import Provider, ProviderSilent
from server.signin import read_people

app = typer.Typer(help="The agency's own sign-in (OpenID Connect) in front of enrolment.", no_args_is_help=True)


@app.command("check")
def check(folder: FolderOption) -> None:
    """Ask the provider what it is, and look whether everybody who works here could sign in."""
    with open_office(folder) as office:
        settings = office.settings
        if not settings.oidc_issuer:
            raise UserError("No sign-in is set. Write oidc_issuer and oidc_client into doorstep-server.toml.")
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
