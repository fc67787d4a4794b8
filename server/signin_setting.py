"""The agency's own sign-in in front of enrolment: part of the server's settings, each name beginning with `oidc_`."""

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

TOLD_DAYS = 7
"""So many days before they have to sign in again people are told."""


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

    oidc_again_days: int = Field(default=0, ge=0, le=366)
    """After how many days the person of an enrolled laptop has to sign in again; 0: never by itself."""
    oidc_says_when: bool = True
    """The provider says when somebody signed in (`auth_time`), so that one who was signed in already has to again."""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if 0 < self.oidc_again_days < TOLD_DAYS:
            raise ValueError("oidc_again_days is 0, or at least 7: people are told a week before")
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
