"""Listening for the office's word that there is news. Its faults are nobody's concern: the sync itself tells of them.

The stream says "news" and no more. Whatever goes wrong with it, it is tried again later and later, and meanwhile the
laptop asks by the clock as if there were no such thing.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from random import SystemRandom
from typing import Protocol

from casework.errors import Unavailable, UserError
from desktop.sync.channel import OpenStream
from desktop.sync.fault import AnswerCutShort, AnswerGarbled, OfficeBusy
from desktop.sync.schedule import DEFAULT_PACE, Pace, Past, plan_after_news_s, plan_next_s

_NEWS = b"data:"
_LONGEST_LINE = 4096
_LASTING_S = 10.0
"""A stream that ended sooner is a fault, whoever ended it: else a bad proxy would be asked again and again."""

_CHANCE = SystemRandom().random


class EventCalls(Protocol):
    """What the listener needs of the office."""

    def listen(self) -> OpenStream:
        """Begin to listen. Raises the faults of `desktop.sync.fault`."""
        ...


@dataclass(frozen=True)
class Hearing:
    """Who is told: `came` that there may be news, `listening` whether a stream is up. In the listener's thread."""

    came: Callable[[], None]
    listening: Callable[[bool], None]


class Listener:
    """Keeps a stream open: `run` in a thread of its own, `stop` from any other."""

    def __init__(self, calls: EventCalls, pace: Pace = DEFAULT_PACE, chance: Callable[[], float] = _CHANCE) -> None:
        self._calls = calls
        self._pace, self._chance = pace, chance
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._stream: OpenStream | None = None

    def run(self, hearing: Hearing) -> None:
        """Listen until `stop`; in between, wait as long as is fit."""
        failures = 0
        while not self._stopped.is_set():
            began_s = time.monotonic()
            fault = self._listen(hearing)
            lasted = time.monotonic() - began_s >= _LASTING_S
            failures = 0 if lasted else failures + 1
            self._stopped.wait(self._wait_s(failures, fault))

    def stop(self) -> None:
        """End the stream, and the thread that listens with it."""
        self._stopped.set()
        with self._lock:
            if self._stream is not None:
                self._stream.break_off()

    def _wait_s(self, failures: int, fault: UserError) -> float:
        retry_after_s = fault.retry_after_s if isinstance(fault, OfficeBusy) else None
        past = Past(failures, isinstance(fault, Unavailable), retry_after_s)
        plan = plan_next_s if failures else plan_after_news_s
        return plan(past, self._chance(), self._pace)

    def _listen(self, hearing: Hearing) -> UserError:
        """One stream from its beginning to its end; why it ended."""
        up = False
        try:
            with closing(self._calls.listen()) as stream:
                self._hold(stream)
                for line in _lines(stream.pieces()):
                    if not up:
                        # What was new before the stream began is no news on it.
                        up = True
                        hearing.listening(True)
                        hearing.came()
                    elif line.startswith(_NEWS):
                        hearing.came()
        except UserError as fault:
            return fault
        finally:
            self._hold(None)
            if up:
                hearing.listening(False)
        return AnswerCutShort()

    def _hold(self, stream: OpenStream | None) -> None:
        with self._lock:
            self._stream = stream
            if stream is not None and self._stopped.is_set():
                stream.break_off()


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a stream, without their ends and without the empty ones between events."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line for line in lines if line.strip())
        if len(rest) > _LONGEST_LINE:
            raise AnswerGarbled
