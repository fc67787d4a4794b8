"""By when the person of a laptop has to sign in with the agency again: after so many days, or by order.

A laptop is told by when at each pull, days before. Once that is over it is given nothing and shows nothing until its
person has signed in; what it has not sent still comes in, and a laptop that has no connection goes on within its lease
(docs/decisions/0017).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.records.identifier import DeviceId
from server.office import Office
from server.problem import SIGN_IN_AGAIN, Refused
from server.settings import Settings
from server.signin_setting import TOLD_DAYS
from server.storage.database import Connection
from server.storage.device import Device
from server.storage.sign_in import SignedIn, load_signed_in, save_signed_in


@dataclass(frozen=True)
class Due:
    """How signing in again stands with a laptop: its row as it is to be now, and whether that is news."""

    row: SignedIn
    is_news: bool

    @property
    def by(self) -> datetime | None:
        """When at the latest; None where nobody asks."""
        return min(filter(None, (self.row.due, self.row.asked)), default=None)

    def is_over(self, now: datetime) -> bool:
        """Whether nothing is given any more."""
        return self.by is not None and self.by <= now


def load_due(settings: Settings, connection: Connection, device: Device, now: datetime) -> Due:
    """How it stands with a laptop that asks now."""
    if not settings.oidc_issuer:
        return Due(SignedIn(), is_news=False)
    kept = load_signed_in(connection, device.id)
    row = replace(kept, due=due_after(settings, device, kept, now))
    if row.asked_days is not None:
        told = now + timedelta(days=row.asked_days)
        row = replace(row, asked=min(row.asked or told, told), asked_days=None)
    return Due(row, row != kept)


def note_due(connection: Connection, device: DeviceId, due: Due) -> None:
    """Keep what the laptop is told now."""
    if due.is_news:
        save_signed_in(connection, device, due.row)


def check_signed_in(office: Office, device: Device) -> None:
    """Raise `Refused` where the laptop's person has to sign in again first. Costs nothing where nobody asks for it."""
    if not office.settings.oidc_issuer:
        return
    now = office.clock.now()
    with office.database.read() as connection:
        # An order that the laptop was not told of yet does not count.
        row = load_signed_in(connection, device.id)
    if Due(row, is_news=False).is_over(now):
        raise Refused(SIGN_IN_AGAIN)


def due_after(settings: Settings, device: Device, row: SignedIn, now: datetime) -> datetime | None:
    """By the setting. Whoever was not told of it yet has a week, however long ago they signed in."""
    if not settings.oidc_again_days:
        return None
    wanted = max(device.enrolled_at, row.at or device.enrolled_at) + timedelta(days=settings.oidc_again_days)
    told = max(wanted, now + timedelta(days=TOLD_DAYS))
    return min(row.due, told) if row.due else told
