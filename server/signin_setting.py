"""The agency's own sign-in in front of enrolment: part of the server's settings, each name beginning with `oidc_`."""

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator


class SignInSettings(BaseModel):
    """The OpenID Connect provider; without an `oidc_issuer` there are one-time codes only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    oidc_issuer: str = Field(default="", max_length=500, pattern=r"^\S*$")
    """As the provider names itself, word for word, such as https://login.example.gov.uk/tenant/v2.0."""
    oidc_client: str = Field(default="", max_length=500)
    oidc_secret_file: Path | None = None
    """Without it Doorstep is a public client, proven by PKCE alone."""
    oidc_trust: Path | None = None
    """The authority (PEM) that vouches for the provider, where that is the agency's own."""
    oidc_claim: str = Field(default="email", min_length=1, max_length=100)
    """What of the provider's word says who somebody is."""
    oidc_people_file: Path | None = None
    """CSV with the columns `who` and `number`; without it the claim is the staff number itself."""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client and is_safe(self.oidc_issuer)):
            raise ValueError("oidc_issuer has to begin with https:// and needs oidc_client")
        return self


def is_safe(address: str) -> bool:
    """Whether an address is https, or plain http on this very machine."""
    parts = urlsplit(address)
    try:
        here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = parts.hostname == "localhost"
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))
