"""The machine's time, and as much more as stands in a file: programs of their own are taken to another day with it."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.clock import SystemClock

FILE = "DOORSTEP_TEST_AHEAD"
"""The variable of the environment that names the file, for programs that a test starts."""


@dataclass(frozen=True)
class MovedClock:
    """A ``Clock`` of both programs. `path` holds by how many seconds it is ahead; none where it is not there."""

    path: Path

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return SystemClock().now() + self.ahead

    @property
    def ahead(self) -> timedelta:
        """How far it is ahead of the machine."""
        try:
            return timedelta(seconds=float(self.path.read_text("utf-8")))
        except FileNotFoundError:
            return timedelta()

    def advance(self, **parts: float) -> None:
        """Move on by ``timedelta(**parts)``, at once in every program."""
        seconds = (self.ahead + timedelta(**parts)).total_seconds()
        beside = self.path.with_suffix(".new")
        beside.write_text(str(seconds), "utf-8")
        beside.replace(self.path)


def inherited_clock() -> MovedClock:
    """The clock of whoever started this program."""
    return MovedClock(Path(os.environ[FILE]))
