"""Why a request is not served: a status, a code and one sentence without content, always as a `Problem`."""

from dataclasses import dataclass

from casework.ledger.protocol import Problem


@dataclass(frozen=True)
class Refusal:
    """One way of not serving a request."""

    status: int
    code: str
    sentence: str
    retry_after_s: int | None = None

    def problem(self) -> Problem:
        """The message that is answered."""
        return Problem(code=self.code, sentence=self.sentence)


class Refused(Exception):
    """Raised where a request cannot be served; nothing of it has been done."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


NOT_ADMITTED = Refusal(401, "not_admitted", "This laptop is not admitted. Ask for a new token, or your administrator.")
CODE_REFUSED = Refusal(403, "code_refused", "This code is not valid, or no longer. Ask for a new one.")
SIGN_IN_REFUSED = Refusal(
    403, "sign_in_refused", "Your agency's sign-in did not lead to a laptop here. Try again, or ask your administrator."
)
SIGN_IN_SILENT = Refusal(
    503, "sign_in_silent", "Your agency's sign-in does not answer. A one-time code works without it.", 60
)
SIGN_IN_AGAIN = Refusal(
    403, "sign_in_again", "Sign in with the agency first. What this laptop has not sent is taken as before."
)
NOT_FOUND = Refusal(404, "not_found", "There is nothing here.")
WRONG_METHOD = Refusal(405, "wrong_method", "This address is not used in this way.")
TOO_SLOW = Refusal(408, "too_slow", "The request did not arrive whole in time. Nothing was changed; send it again.")
FORK = Refusal(
    409, "fork", "The office has other records of this laptop at that place. Nothing was changed; ask for help."
)
TOO_LARGE = Refusal(413, "too_large", "The request is too large. Send less at once.")
NO_ROOM = Refusal(413, "no_room", "There is no room for more attachments of this laptop. Tell your administrator.")
NOT_UNDERSTOOD = Refusal(422, "not_understood", "The request could not be understood. Nothing was changed.")
ARRIVED_DAMAGED = Refusal(422, "arrived_damaged", "What was sent arrived damaged. Nothing was changed; send it again.")
NOT_SIGNED = Refusal(422, "not_signed", "The signature is not this laptop's. Nothing was changed.")
GAP = Refusal(422, "gap", "Entries before these are missing. Nothing was changed; send from where the office stands.")
UPDATE_FIRST = Refusal(426, "update_first", "This version of Doorstep is too old to receive records. Update it first.")
FAULT = Refusal(500, "fault", "The server has a fault. Nothing was lost; the administrator finds it in the log.")
UNAVAILABLE = Refusal(503, "unavailable", "The server cannot keep anything just now. Try again in a little while.", 30)
RESTORING = Refusal(
    503, "restoring", "The server is being restored. Everything is kept; it goes on when that is confirmed.", 60
)


def too_often(retry_after_s: int) -> Refused:
    """Too many requests from one address or laptop."""
    sentence = "Too many tries. Wait a little before the next one."
    return Refused(Refusal(429, "too_often", sentence, max(1, retry_after_s)))
