"""Going on after this laptop was restored from a backup or copied: enrolled anew, with everything it had."""

from dataclasses import replace

from casework.errors import UserError
from casework.words import say
from desktop.services.session import Session
from desktop.services.unlock import Laptop
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.sync.channel import Office
from desktop.sync.enrol import Enrolment, enrol


class AnothersCode(UserError):
    """The code was given for another person's laptop."""

    def __init__(self) -> None:
        super().__init__(
            say("This code was given for somebody else's laptop. Ask your administrator for one of yours.")
        )


def ask_rejoin(laptop: Laptop, identity: Identity, code: str) -> Enrolment:
    """Enrol the laptop anew with the administrator's code; on the network's thread.

    Raises:
        UserError: for a code that the office does not take, or one of somebody else, and every fault of a call.
    """
    done = enrol(Office(identity.server_url, laptop.policy.agency_ca_file), code, previous=identity.device)
    if done.staff != identity.staff or done.server_key != identity.server_key:
        raise AnothersCode
    return done


def take_rejoin(session: Session, done: Enrolment) -> Change:
    """Let the store be the new device's: what the old chain had is sent again, whole; on the store's thread."""
    identity = session.store.identity()
    return session.store.rejoin(replace(identity, device=done.device, signing_key=done.signing_key))
