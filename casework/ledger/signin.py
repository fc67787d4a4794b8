"""The agency's own sign-in (OpenID Connect) in front of enrolment, and again after so many days.

The laptop's person signs in with their browser. What comes of it goes to the office, which asks the agency's provider
itself who that was, and answers with a one-time code as an administrator would give; or, where the laptop is enrolled,
goes on giving it records.
"""

from typing import Annotated

from pydantic import AwareDatetime, Field

from casework.ledger.message import Message

CALLBACK_PATH = "/signed-in"
"""Where on the laptop's own address the browser comes back to."""

_Verifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9._~-]{43,128}$")]


class SignInQuestion(Message):
    """Whether there is a sign-in, and where."""


class SignInOffer(Message):
    """Where the browser is sent. Everything is empty where the agency has no sign-in."""

    authorize: str = Field(default="", max_length=2000)
    issuer: str = Field(default="", max_length=2000)
    client: str = Field(default="", max_length=500)
    scope: str = Field(default="", max_length=500)
    nonce: str = Field(default="", max_length=200)
    says_issuer: bool = False
    """The provider names itself when the browser comes back (RFC 9207)."""


class SignInRequest(Message):
    """What the browser came back with; `verifier` is what the laptop kept for itself (PKCE)."""

    code: str = Field(min_length=1, max_length=4000, pattern=r"^[!-~]+$")
    verifier: _Verifier
    redirect: str = Field(pattern=rf"^http://127\.0\.0\.1:[0-9]{{1,5}}{CALLBACK_PATH}$")
    nonce: str = Field(max_length=200)


class SignInResponse(Message):
    """A one-time code for this person's laptop."""

    code: str = Field(max_length=100)


class SignInAgainResponse(Message):
    """An enrolled laptop's person has signed in again; `by` when at the latest the next time."""

    by: AwareDatetime | None = None
