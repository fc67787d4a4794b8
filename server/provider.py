"""The agency's OpenID Connect provider, asked by the server itself: what it is, and whose code a code is.

Redirections are not followed, answers are bounded, and nothing of them is logged. The signature of its word is checked
by PyJWT against the keys it publishes; algorithms with a shared secret, or none, are not taken.
"""

import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote_plus

import httpx2
import jwt
from pydantic import BaseModel, Field, ValidationError

from casework.ledger.signin import SignInRequest
from server.settings import Settings
from server.signin_setting import is_safe

_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
_PATIENCE_S = 10.0
_MOST_BYTES = 256 * 1024
LEEWAY = timedelta(seconds=60)
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]


AnyAnswer = TypeVar("AnyAnswer", bound=BaseModel)


class ProviderSilent(Exception):
    """The provider does not answer, or not as a provider does; `args` say which of its answers. Never its words."""


class WordRefused(Exception):
    """What the provider said of this sign-in does not hold. `args`: why, in a word, without content."""


class Metadata(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    authorization_response_iss_parameter_supported: bool = False


class _Tokens(BaseModel):
    id_token: str = Field(max_length=_MOST_BYTES)


@dataclass(frozen=True)
class Provider:
    """The provider of the settings."""

    settings: Settings

    def metadata(self) -> Metadata:
        """What it says of itself. Raises `ProviderSilent` also where it is not the one of the settings."""
        address = self.settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = _parsed(Metadata, self._ask("GET", address, None, "configuration"), "configuration")
        if found.issuer != self.settings.oidc_issuer:
            raise ProviderSilent("issuer")
        if not all(map(is_safe, (found.authorization_endpoint, found.token_endpoint, found.jwks_uri))):
            raise ProviderSilent("addresses")
        return found

    def keys(self, metadata: Metadata) -> jwt.PyJWKSet:
        """The keys it signs with. Raises `ProviderSilent`."""
        try:
            return jwt.PyJWKSet.from_json(self._ask("GET", metadata.jwks_uri, None, "keys").decode())
        except (jwt.PyJWTError, ValueError) as error:
            raise ProviderSilent("keys") from error

    def claims(self, request: SignInRequest, now: datetime) -> Mapping[str, Any]:
        """Its word on who signed in. Raises `WordRefused` or `ProviderSilent`."""
        metadata = self.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": request.code,
            "redirect_uri": request.redirect,
            "code_verifier": request.verifier,
        }
        if self.settings.oidc_secret_file is None:
            form["client_id"] = self.settings.oidc_client
        answer = self._ask("POST", metadata.token_endpoint, form, "token")
        word = _parsed(_Tokens, answer, "token").id_token
        return self.checked(word, self.keys(metadata), request.nonce, now)

    def checked(self, word: str, keys: jwt.PyJWKSet, nonce: str, now: datetime) -> Mapping[str, Any]:
        """What a signed word says, once it holds: signature, issuer, audience, times, nonce. Raises `WordRefused`."""
        try:
            key = _key_of(keys, jwt.get_unverified_header(word))
            found: dict[str, Any] = jwt.decode(
                word,
                key,
                algorithms=_ALGORITHMS,
                audience=self.settings.oidc_client,
                issuer=self.settings.oidc_issuer,
                # By the office's clock, below.
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
            moments = {name: datetime.fromtimestamp(int(found[name]), UTC) for name in ("exp", "iat")}
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, OSError) as error:
            raise WordRefused("not its word") from error
        if moments["exp"] + LEEWAY <= now or moments["iat"] - LEEWAY > now:
            raise WordRefused("too old")
        if found.get("azp", self.settings.oidc_client) != self.settings.oidc_client:
            raise WordRefused("for somebody else")
        if not secrets.compare_digest(str(found.get("nonce", "")).encode(), nonce.encode()):
            raise WordRefused("another sign-in")
        return found

    def _ask(self, method: str, address: str, form: Mapping[str, str] | None, what: str) -> bytes:
        """One answer of at most some size. A refused code is `WordRefused`, everything else `ProviderSilent`."""
        signs = self._signs() if form else None
        try:
            with (
                httpx2.Client(verify=self._trust(), timeout=_PATIENCE_S, follow_redirects=False) as client,
                client.stream(method, address, data=form, auth=signs) as answer,
            ):
                data = bytearray()
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > _MOST_BYTES:
                        raise ProviderSilent(what)
        except (httpx2.HTTPError, OSError, httpx2.InvalidURL) as error:
            raise ProviderSilent(what) from error
        if form and answer.status_code in {httpx2.codes.BAD_REQUEST, httpx2.codes.UNAUTHORIZED}:
            raise WordRefused("code not taken")
        if answer.status_code != httpx2.codes.OK:
            raise ProviderSilent(what)
        return bytes(data)

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.settings.oidc_trust is not None:
            context.load_verify_locations(cafile=self.settings.oidc_trust)
        return context

    def _signs(self) -> httpx2.BasicAuth | None:
        """The client's own secret, where it has one, as RFC 6749 (section 2.3.1) has it written."""
        file = self.settings.oidc_secret_file
        if file is None:
            return None
        try:
            secret = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ProviderSilent("secret") from error
        return httpx2.BasicAuth(quote_plus(self.settings.oidc_client), quote_plus(secret))


def _key_of(keys: jwt.PyJWKSet, header: Mapping[str, Any]) -> jwt.PyJWK:
    named = [
        key for key in keys.keys if key.key_id == header.get("kid") or ("kid" not in header and len(keys.keys) == 1)
    ]
    if not named:
        raise WordRefused("unknown key")
    return named[0]


def _parsed(model: type[AnyAnswer], data: bytes, what: str) -> AnyAnswer:
    try:
        return model.model_validate_json(data)
    except ValidationError:
        # Not chained: it quotes what came.
        raise ProviderSilent(what) from None
