"""Signing in with the agency (OpenID Connect): the system's browser, and a line on this machine that it comes back to.

Authorisation code with PKCE (RFC 7636), as RFC 8252 has it for programs on a desktop: `state` and the issuer are
compared here, everything else by the office, which alone speaks with the provider. Nothing of it stays on this laptop.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from casework.errors import UserError
from casework.ledger.signin import (
    CALLBACK_PATH,
    SignInOffer,
    SignInQuestion,
    SignInRequest,
    SignInResponse,
)
from casework.words import say
from desktop.settings import is_safe_address
from desktop.sync.channel import Channel, Office, TokenRefused
from desktop.sync.fault import AnswerGarbled, LaptopNotKnown, OfficeBusy, RequestRefused
from desktop.sync.transport import Credential, Transport

PATIENCE_S = 540.0
"""How long somebody has in their browser; the office forgets its question a little later."""

_LOOK_S = 0.2
_HOST = "127.0.0.1"
_LONGEST = 4000
Given = TypeVar("Given")
_PAGE = (
    b"<!doctype html><html lang=en-GB><meta charset=utf-8><title>Doorstep</title>"
    b"<p>You can close this page now and go back to Doorstep.</p></html>"
)
_PAGE_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-length": str(len(_PAGE)),
    "content-security-policy": "default-src 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "connection": "close",
}


class SignInRefused(UserError):
    """The agency's sign-in did not lead to a laptop: unknown there or here, too late, or not what was asked."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your agency's sign-in did not lead to a laptop here. Try again, or ask your administrator for a "
                "one-time "
                "code."
            )
        )


_OR_A_CODE = "or use a one-time code."
_OR_ASK = (
    "or phone your administrator, who can let this laptop go on without. Everything you recorded is kept and sent."
)
"""What is left to somebody who has records here: no page of theirs takes a code."""


class SignInSilent(UserError):
    """The agency's provider does not answer the office. `instead`: the end of the sentence."""

    def __init__(self, instead: str = _OR_A_CODE) -> None:
        super().__init__(f"Your agency's sign-in does not answer just now. Try again in a minute, {instead}")


class SignInMismatch(UserError):
    """What came back does not belong to this sign-in."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "What came back from the browser does not belong to this sign-in, so nothing was done. Close the "
                "browser's "
                "page and sign in again; if it happens again, phone IT."
            )
        )


class SignInStopped(UserError):
    """The person, or the provider, broke it off. `instead`: the end of the sentence."""

    def __init__(self, instead: str = _OR_A_CODE) -> None:
        nothing = say("Nothing is set up yet. ") if instead == _OR_A_CODE else ""
        super().__init__(f"The sign-in was broken off. {nothing}Sign in again, {instead}")


class SignedInAsAnother(UserError):
    """An enrolled laptop's office did not take a sign-in: somebody else's, or not made for this."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office did not take this sign-in. Sign in under your own name; if you did, phone your "
                "administrator, "
                "who can let this laptop go on. Everything you recorded is kept and sent."
            )
        )


class SignInTooSlow(UserError):
    """Nobody came back from the browser in time. `instead`: the end of the sentence."""

    def __init__(self, instead: str = _OR_A_CODE) -> None:
        super().__init__(f"Nobody came back from the browser in time. Sign in again, {instead}")


@dataclass(frozen=True)
class Browser:
    """`open`: show an address to the person, from any thread. `given_up`: set when they do not want to any more."""

    open: Callable[[str], None]
    given_up: threading.Event = field(default_factory=threading.Event)
    patience_s: float = PATIENCE_S


def fetch_offer(office: Office) -> SignInOffer | None:
    """Where the agency's sign-in is; None where it has none. Raises the faults that every call may raise."""
    with Channel(office) as channel:
        return _offer(channel)


def sign_in(office: Office, browser: Browser) -> str:
    """Have the person sign in, and return the one-time code that the office gives for it.

    Raises one of the faults of this module, or of `desktop.sync.fault`.
    """
    with Channel(office) as channel:
        return _signed_in(channel, browser, lambda request: channel.call("sign-in/done", request, SignInResponse)).code


def sign_in_again(office: Office, credential: Credential, browser: Browser) -> datetime | None:
    """Have the person of this enrolled laptop sign in again; when they have to the next time.

    Raises as `sign_in`, and `SignedInAsAnother` where the office does not take it.
    """
    with Channel(office) as channel:
        try:
            return _signed_in(channel, browser, Transport(channel, credential).sign_in_again).by
        except SignInRefused:
            raise SignedInAsAnother from None
        except (SignInSilent, SignInStopped, SignInTooSlow) as fault:
            raise type(fault)(_OR_ASK) from None


def _signed_in(channel: Channel, browser: Browser, hand_in: Callable[[SignInRequest], Given]) -> Given:
    with _Waiting(secrets.token_urlsafe(32)) as waiting:
        offer = _offer(channel)
        if offer is None:
            raise SignInRefused
        verifier = secrets.token_urlsafe(48)
        browser.open(_address(offer, waiting, verifier))
        code = waiting.code(offer, browser)
        request = SignInRequest(code=code, verifier=verifier, redirect=waiting.redirect, nonce=offer.nonce)
        try:
            return hand_in(request)
        except (LaptopNotKnown, TokenRefused, RequestRefused):
            raise SignInRefused from None
        except OfficeBusy:
            raise SignInSilent from None


def _offer(channel: Channel) -> SignInOffer | None:
    try:
        offer = channel.call("sign-in", SignInQuestion(), SignInOffer)
    except (LaptopNotKnown, TokenRefused, RequestRefused):
        # An office of an earlier version does not know the question.
        return None
    except OfficeBusy:
        raise SignInSilent from None
    if not offer.authorize:
        return None
    if not is_safe_address(offer.authorize):
        raise AnswerGarbled
    return offer


def _address(offer: SignInOffer, waiting: "_Waiting", verifier: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": offer.client,
        "redirect_uri": waiting.redirect,
        "scope": offer.scope,
        "state": waiting.state,
        "nonce": offer.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        # Who is signed in already is asked again: a browser that was left open says nothing of who sits before it.
        "prompt": "login",
        "max_age": "0",
    }
    return f"{offer.authorize}{'&' if urlsplit(offer.authorize).query else '?'}{urlencode(asked)}"


class _Waiting:
    """A port of this machine alone, until the browser has come back to it once with the state of this sign-in."""

    def __init__(self, state: str) -> None:
        self.state = state
        self._server = _Server((_HOST, 0), _Handler)
        self._server.state = state
        self._server.timeout = _LOOK_S

    @property
    def redirect(self) -> str:
        """Where the browser is to come back to."""
        return f"http://{_HOST}:{self._server.server_address[1]}{CALLBACK_PATH}"

    def code(self, offer: SignInOffer, browser: Browser) -> str:
        """What the browser came back with, if it belongs to this sign-in."""
        until = time.monotonic() + browser.patience_s
        while self._server.came is None:
            if browser.given_up.is_set():
                raise SignInStopped
            if time.monotonic() > until:
                raise SignInMismatch if self._server.stranger else SignInTooSlow
            self._server.handle_request()
        return _checked(self._server.came, self.state, offer)

    def __enter__(self) -> "_Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.server_close()


def _checked(came: Mapping[str, list[str]], state: str, offer: SignInOffer) -> str:
    one = {name: values[0] for name, values in came.items() if len(values) == 1}
    if not _is_of(came, state):
        raise SignInMismatch
    if one.get("iss", "" if offer.says_issuer else offer.issuer) != offer.issuer:
        raise SignInMismatch
    if "error" in came:
        raise SignInStopped
    code = one.get("code", "")
    if not 0 < len(code) <= _LONGEST or not code.isascii() or not code.isprintable() or " " in code:
        raise SignInMismatch
    return code


def _is_of(came: Mapping[str, list[str]], state: str) -> bool:
    """Whether something came back from the sign-in of this state."""
    said = came.get("state", [])
    return len(said) == 1 and secrets.compare_digest(said[0].encode("utf-8", "replace"), state.encode())


class _Server(HTTPServer):
    allow_reuse_address = False  # On Windows somebody else could otherwise listen on the same port.
    state = ""
    came: Mapping[str, list[str]] | None = None
    stranger = False
    """Something came that was not of this sign-in: any page in the person's browser may call this port."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody who hangs up is nobody who signed in; nothing of it is written anywhere."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5.0

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != CALLBACK_PATH or len(self.path) > 2 * _LONGEST:
            self.send_response(404)
            self.end_headers()
            return
        came = parse_qs(parts.query, keep_blank_values=True)
        if not _is_of(came, self.server.state):
            self.server.stranger = True
            self.send_response(400)
            self.end_headers()
            return
        self.server.came = came
        self.send_response(200)
        for name, value in _PAGE_HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(_PAGE)

    def version_string(self) -> str:
        """Nothing of what it runs on."""
        return "Doorstep"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base has this name)
        """Write nothing: the address holds a code."""
