"""The office looks who was not told, as if the minute of grace were over: nobody waits for it in a test."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.office import Office
from server.telling import look_who_is_not_told


class _Later:
    """The office's clock, two minutes ahead."""

    def __init__(self, office: Office) -> None:
        self._clock = office.clock

    def now(self) -> datetime:
        """Two minutes from now."""
        return self._clock.now() + timedelta(minutes=2)


def look_later(office: Office) -> int:
    """Look, two minutes from now; how many records were written."""
    return look_who_is_not_told(replace(office, clock=_Later(office)))
