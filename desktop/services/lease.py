"""The lease as the person sees it: how it stands, what is not at the office yet, whom to telephone."""

from dataclasses import dataclass
from datetime import datetime

from casework.rules.lease import LeaseState, LeaseView
from desktop.services.session import DutyLine, Session
from desktop.store.change import NOTHING, Change


@dataclass(frozen=True)
class LeaseLine:
    """How the lease stands. `now`: what this laptop's clock shows. `sealed`: drafts that go to the office sealed.

    `stopped`: the office has stopped this laptop and taken over what was unsent.
    """

    lease: LeaseView
    now: datetime
    unsent: int = 0
    sealed: int = 0
    duty: DutyLine | None = None
    stopped: bool = False

    @property
    def state(self) -> LeaseState:
        """Whether the records may be shown."""
        return self.lease.state


@dataclass(frozen=True)
class Minute:
    """What the time that has passed has changed, and how the lease stands now."""

    change: Change
    line: LeaseLine

    @property
    def is_news(self) -> bool:
        """Whether anything has changed."""
        return self.change != NOTHING


def read_lease(session: Session) -> LeaseLine:
    """Return how the lease stands."""
    store = session.store
    return LeaseLine(
        store.lease(), session.now(), store.unsent(), store.sealed_notes(), session.duty_now(), store.is_stopped()
    )


def pass_minute(session: Session) -> Minute:
    """Let the time take effect: what may not stay leaves, and the lease locks the store or opens it."""
    change = session.store.note_time()
    return Minute(change, read_lease(session))
