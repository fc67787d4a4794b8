"""What can go wrong between the laptop and the office, each with one sentence for the person who sees it.

`Unavailable` ones pass by themselves; the others need somebody to do something. None of them holds anything
that was sent or answered, so all of them may be logged.
"""

from casework.errors import NewerVersion, Unavailable, UserError
from casework.words import put_together, say

_SAFE = say("Everything is safe on this laptop and will go when there is a connection.")


def _with(what: str, safe: str) -> tuple[str, str]:
    """What happened with what becomes of one's work, and what happened alone."""
    return put_together("{what} {safe}", what=what, safe=safe), what


class OfficeUnreachable(Unavailable):
    """Nothing answers: no network, no such computer, or the server is not running."""

    def __init__(self) -> None:
        super().__init__(*_with(say("The office cannot be reached."), _SAFE))


class ProxyAsks(Unavailable):
    """The agency's proxy wants somebody to sign in to it (407), and what the system's settings say does not do."""

    def __init__(self) -> None:
        what = say(
            "The agency's proxy on this network did not let Doorstep through. Tell your IT team: the name and password "
            "for the proxy have to be in this laptop's own network settings."
        )
        super().__init__(*_with(what, _SAFE))


class OfficeSlow(Unavailable):
    """Somebody answers, but not within the time that is waited."""

    def __init__(self) -> None:
        super().__init__(*_with(say("The office takes too long to answer."), _SAFE))


class AnswerCutShort(Unavailable):
    """The connection ended in the middle. What was sent may have arrived: sending it again is harmless."""

    def __init__(self) -> None:
        what = say("The connection broke off before the office had answered.")
        super().__init__(*_with(what, say("Everything is safe on this laptop and is sent again by itself.")))


class AnswerGarbled(Unavailable):
    """An answer that is none of this protocol: a guest network's sign-in page, a proxy, a broken server."""

    def __init__(self) -> None:
        what = say(
            "The answer was not one that Doorstep understands. If this network asks you to sign in or to accept terms, "
            "do that first or use another network."
        )
        super().__init__(*_with(what, say("Everything is safe on this laptop.")))


class OfficeFault(Unavailable):
    """The server says that it failed, or asks for something that leads nowhere."""

    def __init__(self) -> None:
        safe = say("Everything is safe on this laptop and is sent again by itself. If this lasts, tell your IT team.")
        super().__init__(*_with(say("The office's server has a fault."), safe))


class OfficeBusy(Unavailable):
    """The server asks to come back later (429, 503), not before `retry_after_s` seconds have passed."""

    def __init__(self, retry_after_s: float, sentence: str = "") -> None:
        what = say("The office is busy and has asked this laptop to wait a little.")
        super().__init__(*(sentence, sentence) if sentence else _with(what, _SAFE))
        self.retry_after_s = retry_after_s


class OfficeRestoring(OfficeBusy):
    """The server was put back to an earlier point and waits for an administrator to confirm it (503 `restoring`)."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(
            retry_after_s,
            say(
                "The office's server is being restored from a backup. What you record is kept on this laptop, and "
                "sending "
                "and receiving go on by themselves once your administrator has confirmed it."
            ),
        )


class OfficeBehind(Unavailable):
    """The server lacks entries before those that were sent (422 `gap`): it was restored. It says how far it is."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office lacks something this laptop had sent before. It is sent again by itself; everything is "
                "safe "
                "on this laptop."
            )
        )


class WrongCertificate(UserError):
    """Whoever answered cannot prove to be the office: somebody in between, or a wrong certificate."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The computer that answered could not prove that it is your office. Nothing was sent. Do not "
                "continue on this network; phone IT. Everything is safe on this laptop."
            )
        )


class AddressRefused(UserError):
    """The server's address is neither https nor on this very machine."""

    def __init__(self) -> None:
        super().__init__(
            say("The address of the office's server has to begin with https://. Check it with your administrator.")
        )


class AuthorityUnreadable(UserError):
    """The agency's certificate file, named by the administrator, cannot be used."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The agency's certificate file named in the administrator's settings cannot be read. Ask your "
                "IT team to correct it."
            )
        )


class LaptopNotKnown(UserError):
    """The server does not know this laptop, or it has been stopped."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office does not know this laptop, or has stopped it. Everything you recorded is kept here. "
                "Phone your administrator."
            )
        )


class LaptopStopped(UserError):
    """The office has stopped this laptop, under its own signature; what was unsent has been handed over."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office has stopped this laptop. What you had recorded and not sent has been handed over. "
                "Phone your administrator."
            )
        )


class SignInFirst(UserError):
    """The person has to sign in with the agency before the office gives this laptop anything (403 `sign_in_again`)."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your agency asks you to sign in again before the office answers. Everything you record is kept and "
                "sent."
            )
        )


class UpdateFirst(NewerVersion):
    """The server can no longer give records to a program this old; sending still works."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This version of Doorstep is too old to receive records. What you record is still kept and sent. "
                "Ask your IT team for the update."
            )
        )


class ChainForked(UserError):
    """The server knows other records of this laptop at that place: a copy or an old backup was used."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office has other records from this laptop, as if an older copy of it had been brought back. "
                "Everything you recorded is kept here. Phone your administrator before you go on."
            )
        )


class RequestRefused(UserError):
    """The server took the request for wrong: a fault of one of the two programs."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office's server did not accept what this laptop sent. Everything is kept on this laptop. "
                "Tell your IT team."
            )
        )


class CodeRefused(UserError):
    """The one-time code is wrong, used up or too old."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office did not accept this code. Check it letter by letter. A code works once and only for "
                "a short time: if it is right, ask your administrator for a new one."
            )
        )
