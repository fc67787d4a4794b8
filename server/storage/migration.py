"""Bringing the schema to this version of the server, and refusing to serve on any other."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from casework.errors import NewerVersion, UserError
from server.storage.alone import wait_alone
from server.storage.database import Database

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Take the steps that are missing, all in one transaction; who comes at the same time waits and finds them taken.

    Raises:
        NewerVersion: if the database was made by a newer server.
    """
    with database.write() as connection:
        wait_alone(connection)
        _refuse_newer(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_schema(database: Database) -> None:
    """Make sure that the schema is this version's.

    Raises:
        NewerVersion: if the database was made by a newer server.
        UserError: if it is older: `init` brings it up to date.
    """
    with database.read() as connection:
        _refuse_newer(connection)
        if _current(connection) != _head():
            raise UserError(
                "The database is of an older version. Make a backup, then bring it up to date with: "
                "doorstep-server init."
            )


def _refuse_newer(connection: Connection) -> None:
    current = _current(connection)
    known = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise NewerVersion("The database was made by a newer version of the server. Install that version.")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
