"""Lines to the office beside the sync's own: for what a person waits for, and for what waits for minutes itself."""

from desktop.services.unlock import Laptop, Opened
from desktop.sync.channel import Channel, Office
from desktop.sync.signin import Browser, sign_in_again
from desktop.sync.transport import Credential, Transport


def make_line(laptop: Laptop, opened: Opened) -> Transport:
    """A line with a token of its own. Used from one thread at a time, whichever makes it.

    Raises:
        UserError: if the office's address or the agency's certificate cannot be used.
    """
    return Transport(Channel(_office(laptop, opened)), _credential(opened))


def ask_sign_in(laptop: Laptop, opened: Opened, browser: Browser) -> None:
    """Have the person of an open store sign in with the agency again. Raises what `desktop.sync.signin` raises."""
    sign_in_again(_office(laptop, opened), _credential(opened), browser)


def _office(laptop: Laptop, opened: Opened) -> Office:
    return Office(opened.store.identity().server_url, laptop.policy.agency_ca_file)


def _credential(opened: Opened) -> Credential:
    identity = opened.store.identity()
    return Credential(identity.device, identity.signing_key)
