"""The server's settings: one small file in its folder, written by `doorstep-server init` and edited by hand."""

import json
import os
import tomllib
from pathlib import Path
from typing import Self

from pydantic import ConfigDict, Field, ValidationError

from casework.errors import Damaged, UserError
from casework.rules.lease import DEFAULT_LEASE_DAYS
from server.mail_setting import MailSettings
from server.signin_setting import SignInSettings

SETTINGS_FILE = "doorstep-server.toml"
DEFAULT_PORT = 8443
DATABASE_ADDRESS = "postgresql+psycopg://"
_CLOSED = (
    f"{SETTINGS_FILE} cannot be read by you. Give this command as the folder's owner. If root has left files there, "
    "give them back to the owner, as root: chown -R OWNER FOLDER."
)


class Settings(SignInSettings, MailSettings):
    """Where the server keeps its records, where it listens, and how whoever is on duty is reached.

    `database` is empty for the embedded encrypted file, or a `postgresql+psycopg://…` address.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    database: str = Field(default="", pattern=r"^($|postgresql\+psycopg://)")
    host: str = "127.0.0.1"
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)
    certificate: Path | None = None
    key: Path | None = None
    lease_days: int = Field(default=DEFAULT_LEASE_DAYS, ge=1, le=30)
    """For how long a laptop may show what it holds without having been here."""
    processes: int = Field(default=1, ge=1, le=64)
    """How many serve together; more than one needs PostgreSQL."""
    connections: int = Field(default=40, ge=4, le=1000)
    """To PostgreSQL, for all processes together; each needs one more for being told what changed."""

    escalate_after_min: int = Field(default=30, ge=1, le=1440)
    """After how long an overdue visit that nobody answers for goes to the service managers, too."""

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the settings of a server's folder.

        Raises:
            UserError: if the folder is none, naming the command that makes one; if it is closed to whoever asks.
            Damaged: if the file cannot be understood.
        """
        path = folder / SETTINGS_FILE
        try:
            values = tomllib.loads(path.read_text("utf-8"))
            return cls.model_validate({**values, "folder": folder})
        except FileNotFoundError as error:
            raise UserError("This folder holds no server yet. Make one with: doorstep-server init.") from error
        except PermissionError as error:
            raise UserError(_CLOSED) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
            raise Damaged(f"{SETTINGS_FILE} cannot be understood. Correct it, or restore it from a copy.") from error

    def save(self) -> None:
        """Write the settings file, readable by its owner only: the database address may hold a password."""
        values = self.model_dump(mode="json", exclude={"folder"}, exclude_none=True)
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
        write_private(self.folder / SETTINGS_FILE, ("\n".join(lines) + "\n").encode())


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    temporary = path.with_suffix(path.suffix + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
