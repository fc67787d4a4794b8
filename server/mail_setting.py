"""How the duty mailbox is reached: part of the server's settings, each name beginning with `mail_`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Address = Annotated[str, StringConstraints(pattern=r"^[^@\s,<>]+@[^@\s,<>]+$", max_length=254)]
"""One plain e-mail address."""


class Security(StrEnum):
    """How the line to the mail server is kept secret. `NONE`: only to one on the same machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(BaseModel):
    """The mail server and the addresses; without a `mail_host` nothing is sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mail_host: str = Field(default="", max_length=253, pattern=r"^\S*$")
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_security: Security = Security.STARTTLS
    mail_trust: Path | None = None
    """The authority (PEM) that vouches for the mail server, where that is the agency's own."""
    mail_user: str = ""
    mail_password_file: Path | None = None
    mail_from: Address | None = None
    mail_to: list[Address] = Field(default_factory=list)
    """The duty mailbox."""
    mail_managers_to: list[Address] = Field(default_factory=list)
    """Who is written to as well when nobody answered for an overdue visit."""
    mail_every_min: int = Field(default=15, ge=1, le=1440)
    """The mailbox is written to at most so often."""

    def receivers(self, to_managers: bool) -> list[str]:
        """Every address that a message goes to, each once."""
        return list(dict.fromkeys([*self.mail_to, *(self.mail_managers_to if to_managers else ())]))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.mail_host and not (self.mail_from and self.mail_to):
            raise ValueError("mail_host needs mail_from and mail_to")
        if self.mail_host and self.mail_security is Security.NONE and self.mail_host not in _LOOPBACK:
            raise ValueError("mail_security may be none for a mail server on this machine only")
        return self
