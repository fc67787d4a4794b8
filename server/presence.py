"""What a laptop says of itself at a pull, kept for the administrator's view: when, how much unsent, whose clock."""

from datetime import timedelta

from casework.ledger.protocol import PullRequest
from server.office import Office
from server.storage.database import Connection
from server.storage.device import Device, save_presence

_SEEN_ANEW = timedelta(minutes=10)
_SKEW_ANEW_S = 60
_MOST_SKEW_S = 2**40


def is_news(office: Office, device: Device, request: PullRequest) -> bool:
    """Whether it is worth a write: a quiet look for news must cost the server nothing."""
    now = office.clock.now()
    stale = device.seen_at is None or now - device.seen_at >= _SEEN_ANEW
    return stale or device.unsent != request.unsent or abs(device.skew_s - _skew_s(office, request)) >= _SKEW_ANEW_S


def note_presence(office: Office, connection: Connection, device: Device, request: PullRequest) -> None:
    """Keep it."""
    save_presence(connection, device.id, office.clock.now(), request.unsent, _skew_s(office, request))


def _skew_s(office: Office, request: PullRequest) -> int:
    """How many seconds the laptop's clock is ahead of the server's."""
    if request.at is None:
        return 0
    return max(-_MOST_SKEW_S, min(_MOST_SKEW_S, round((request.at - office.clock.now()).total_seconds())))
