"""`doorstep-server message`: the duty mailbox."""

import typer

from casework.errors import UserError
from server.commands.option import FolderOption
from server.mailbox.channel import NotSent
from server.mailbox.smtp import channel_of
from server.mailbox.waiting import trial_message
from server.office import open_office

app = typer.Typer(help="The messages without content to the duty mailbox.", no_args_is_help=True)


@app.command()
def test(folder: FolderOption) -> None:
    """Send a test message to the duty mailbox, by the settings in doorstep-server.toml."""
    with open_office(folder) as office:
        channel = channel_of(office.settings)
        if channel is None:
            raise UserError("No duty mailbox is set. Write mail_host, mail_from and mail_to into doorstep-server.toml.")
        try:
            channel.send(trial_message(office.clock.now()))
        except NotSent as error:
            raise UserError(
                f"The mail server did not take the message ({error}). Check mail_host, mail_port, mail_security and "
                "the addresses in doorstep-server.toml."
            ) from error
    typer.echo("A test message went to the duty mailbox.")
