"""Simple limits on how often something may be tried, in memory, per process."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

from server.clock import Clock
from server.problem import too_often

_MOST_KEYS = 10_000


class RateLimit:
    """At most `count` tries per key within `period`."""

    def __init__(self, clock: Clock, count: int, period: timedelta) -> None:
        self._clock = clock
        self._count = count
        self._period = period
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    @property
    def count(self) -> int:
        """How many tries each key has."""
        return self._count

    def check(self, key: str) -> None:
        """Raise `Refused` (429) if the key has used up its tries."""
        with self._lock:
            tries = self._current(key)
            if len(tries) >= self._count:
                wait = tries[0] + self._period - self._clock.now()
                raise too_often(int(wait.total_seconds()) + 1)

    def note(self, key: str) -> None:
        """Count one try."""
        with self._lock:
            self._current(key).append(self._clock.now())

    def forgive(self, key: str, count: int) -> None:
        """Take back the last tries of a key: they came to what they should."""
        with self._lock:
            tries = self._tries.get(key, deque())
            for _ in range(min(count, len(tries))):
                tries.pop()

    def spend(self, key: str) -> None:
        """Check and count one try."""
        self.check(key)
        self.note(key)

    def _current(self, key: str) -> deque[datetime]:
        tries = self._tries.setdefault(key, deque())
        self._tries.move_to_end(key)
        while tries and tries[0] <= self._clock.now() - self._period:
            tries.popleft()
        while len(self._tries) > _MOST_KEYS:
            self._tries.popitem(last=False)
        return tries
