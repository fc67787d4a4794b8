"""What listens for the office's news while a store is open."""

from desktop.services.unlock import Laptop, Opened
from desktop.sync.channel import Channel, Office
from desktop.sync.listener import Listener
from desktop.sync.transport import Credential, Transport


def make_listener(laptop: Laptop, opened: Opened) -> Listener:
    """A listener with a line of its own: it waits on it for minutes.

    Raises:
        UserError: if the office's address or the agency's certificate cannot be used.
    """
    identity = opened.store.identity()
    channel = Channel(Office(identity.server_url, laptop.policy.agency_ca_file))
    return Listener(Transport(channel, Credential(identity.device, identity.signing_key)))
