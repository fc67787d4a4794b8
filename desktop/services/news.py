"""What listens for the office's news while a store is open."""

from desktop.services.own_line import make_line
from desktop.services.unlock import Laptop, Opened
from desktop.sync.listener import Listener


def make_listener(laptop: Laptop, opened: Opened) -> Listener:
    """A listener with a line of its own: it waits on it for minutes.

    Raises:
        UserError: if the office's address or the agency's certificate cannot be used.
    """
    return Listener(make_line(laptop, opened))
