"""An office as it is some minutes from now: nobody waits for them in a test."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.office import Office
from server.telling import look_who_is_not_told


class _Later:
    """The office's clock, some minutes ahead."""

    def __init__(self, office: Office, minutes: int) -> None:
        self._clock, self._minutes = office.clock, minutes

    def now(self) -> datetime:
        """So many minutes from now."""
        return self._clock.now() + timedelta(minutes=self._minutes)


def later(office: Office, minutes: int) -> Office:
    """The same office, so many minutes from now."""
    return replace(office, clock=_Later(office, minutes))


def look_later(office: Office) -> int:
    """Look who was not told, two minutes from now; how many records were written."""
    return look_who_is_not_told(later(office, 2))
