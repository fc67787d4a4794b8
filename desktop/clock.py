"""The laptop's time. The only module of the application that asks the machine for it."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Gives the time to everything that needs it, so that a test can give another."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Return the machine's present moment, aware, in UTC."""
        return datetime.now(UTC)
