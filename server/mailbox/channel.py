"""By which way a message to whoever is on duty goes. Another way than e-mail is another class with this one method."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """One line, without a name, an id or a case. `to_managers`: nobody answered, so they are written to as well."""

    line: str
    at: datetime
    to_managers: bool = False


class NotSent(Exception):
    """A message did not go out. Holds the sort of fault only: what a mail server answers may hold anything."""


class Channel(Protocol):
    """A way to reach whoever is on duty."""

    def send(self, message: Message) -> None:
        """Send a message. Raises `NotSent`."""
