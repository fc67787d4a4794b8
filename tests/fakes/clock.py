"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MOMENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday morning: where a fake clock stands unless told otherwise."""


class FakeClock:
    """A ``Clock`` of both programs, moved by hand."""

    def __init__(self, moment: datetime = MOMENT) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment at which the clock stands, aware, in UTC."""
        return self._moment

    def advance(self, **parts: float) -> datetime:
        """Move by ``timedelta(**parts)``, backwards too, and return the new moment."""
        self._moment += timedelta(**parts)
        return self._moment

    def move_to(self, moment: datetime) -> None:
        """Stand at ``moment``, which must be aware."""
        self._moment = moment.astimezone(UTC)
