"""The growing wait after wrong passphrases: 1, 2, 4 … 60 seconds. It only delays and never erases."""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casework.errors import Unavailable
from casework.words import say
from desktop.clock import Clock
from desktop.store.keyslot import WrongPassphrase
from desktop.store.private_file import load_private, write_private

LONGEST_WAIT_S = 60


class TooSoon(Unavailable):
    """The wait after a wrong passphrase is not over. ``wait_s`` is what is left, in whole seconds."""

    def __init__(self, wait_s: int) -> None:
        seconds = "1 second" if wait_s == 1 else f"{wait_s} seconds"
        super().__init__(say("That passphrase was not right. Try again in {seconds}.", seconds=seconds))
        self.wait_s = wait_s


def plan_delay_s(count: int) -> int:
    """Return the seconds to wait after ``count`` wrong passphrases in a row."""
    if count <= 0:
        return 0
    return int(min(LONGEST_WAIT_S, 2 ** min(count - 1, 6)))


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many wrong tries in a row, and since when the wait runs."""

    count: int
    since: datetime


class WrongTries:
    """The tally of one profile, kept in a small file beside its key slot (0600, a number and a time)."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    @property
    def count(self) -> int:
        """Return how many wrong tries there were in a row."""
        return self._load().count

    def wait_s(self) -> int:
        """Return the whole seconds until the next try is allowed, 0 when it is allowed now.

        A clock set back starts the whole wait again from the time it now shows: the wait neither disappears
        nor lasts until the old time comes round. A tally that cannot be read counts as the longest wait.
        """
        tally = self._load()
        passed_s = (self._clock.now() - tally.since).total_seconds()
        if passed_s < 0:
            self._save(_Tally(tally.count, self._clock.now()))
            passed_s = 0
        return max(0, math.ceil(plan_delay_s(tally.count) - passed_s))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Allow one try at the passphrase inside the ``with`` block.

        The try is counted as wrong on the disk before it begins, so that a kill in the middle is no free
        guess. Success clears the tally; an error that is not ``WrongPassphrase`` puts it back as it was.
        Raises ``TooSoon``.
        """
        wait_s = self.wait_s()
        if wait_s > 0:
            raise TooSoon(wait_s)
        before = self._load()
        self._save(_Tally(before.count + 1, self._clock.now()))
        try:
            yield
        except WrongPassphrase:
            self._save(_Tally(before.count + 1, self._clock.now()))
            raise
        except BaseException:
            self._save(before)
            raise
        self._save(_Tally(0, self._clock.now()))

    def _load(self) -> _Tally:
        content = load_private(self._path)
        if content is None:
            return _Tally(0, self._clock.now())
        try:
            found = json.loads(content)
            count, since = int(found["count"]), datetime.fromisoformat(found["since"])
            return _Tally(max(0, count), since.astimezone(UTC))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            tally = _Tally(7, self._clock.now())
            self._save(tally)
            return tally

    def _save(self, tally: _Tally) -> None:
        write_private(self._path, json.dumps({"count": tally.count, "since": tally.since.isoformat()}).encode())
