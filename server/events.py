"""News for laptops that are online: a stream each that says only that there is something to ask for.

What changed is compared with what each laptop may hold, so that nobody is told of what is not theirs, not even that it
changed. Streams are asynchronous generators: an idle one costs a timer. Access that begins or ends by the clock alone
is nobody's write: laptops come upon it with their own next look.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from casework.records.identifier import DeviceId, Scope, StaffId
from server.admission import admit, current_device
from server.fact import Facts
from server.office import Office
from server.problem import Refusal, Refused
from server.storage.database import DatabaseUnavailable
from server.storage.notice import Mark, Notice, device_mark, scope_mark
from server.storage.watch import Watch

CALL_TO_ORDER = b":\n\n"
"""The first thing on a stream and its sign of life: a comment, which readers of events pass over."""
NEWS = b"data: news\n\n"

MOST_STREAMS = 1000
MOST_PER_DEVICE = 2
"""Open streams in one process. A laptop that comes again ends its oldest: a line that broke may look open for long."""

HEARTBEAT_S = 45.0
_GAP_S = 1.0
_READY_S = 5.0

_FULL = Refusal(503, "unavailable", "The server has too many laptops listening just now. Ask by the clock.", 300)


@dataclass(eq=False)
class Stream:
    """One laptop that listens. `told`, `checked` and `ended` are set in the loop's thread only."""

    device: DeviceId
    staff: StaffId
    loop: asyncio.AbstractEventLoop
    own: Mark
    scopes: tuple[Scope, ...] = ()
    marks: frozenset[Mark] = frozenset()
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    told: bool = False
    doubted: bool = False

    def tell(self, doubted: bool) -> None:
        """Say from any thread that there is news; `doubted`, if the laptop may not be admitted any more."""
        with suppress(RuntimeError):  # The loop has ended, and the stream with it.
            self.loop.call_soon_threadsafe(self._stir, doubted)

    def end(self) -> None:
        """End the stream, from any thread."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._end)

    def _stir(self, doubted: bool) -> None:
        self.told, self.doubted = True, self.doubted or doubted
        self.stirred.set()

    def _end(self) -> None:
        self.ended.set()
        self.stirred.set()


class Events:
    """The streams of one process. Begins to watch the database with the first of them."""

    def __init__(self, office: Office, heartbeat_s: float = HEARTBEAT_S, most: int = MOST_STREAMS) -> None:
        self._office = office
        self._heartbeat_s = heartbeat_s
        self._most = most
        self._lock = Lock()
        self._streams: dict[DeviceId, deque[Stream]] = {}
        self._listening: dict[Mark, set[Stream]] = {}
        self._watch = Watch(office.database, self._take)
        self._closed = False

    def count(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(map(len, self._streams.values()))

    def open(self, device: DeviceId, loop: asyncio.AbstractEventLoop) -> Stream:
        """A stream for an admitted laptop: whatever changes from now on is news. Blocks; not in the loop's thread.

        Raises:
            Refused: if the laptop was stopped meanwhile, or there are too many streams.
        """
        with self._lock:
            # Begun once, and not after the end.
            if not self._closed:
                self._watch.start()
        self._watch.wait_ready(_READY_S)
        with self._lock, self._office.database.read() as connection:
            stream = Stream(device, current_device(connection, device, lock=False).staff, loop, device_mark(device))
            facts = self._office.facts.load(connection)
            self._admit(stream)
            self._mark(stream, facts)
        return stream

    def _admit(self, stream: Stream) -> None:
        if self._closed or sum(map(len, self._streams.values())) >= self._most:
            raise Refused(_FULL)
        mine = self._streams.setdefault(stream.device, deque())
        mine.append(stream)
        if len(mine) > MOST_PER_DEVICE:
            mine.popleft().end()

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        with self._lock:
            mine = self._streams.get(stream.device, deque())
            with suppress(ValueError):
                mine.remove(stream)
            if not mine:
                self._streams.pop(stream.device, None)
            self._listen_to(stream, frozenset())

    def end_all(self) -> None:
        """End every stream: the process is to stop. Laptops come again by themselves."""
        with self._lock:
            self._closed = True
            for stream in self._every():
                stream.end()

    def close(self) -> None:
        """End every stream and stop watching. Blocks for a moment."""
        self.end_all()
        self._watch.close()

    async def lines(self, stream: Stream, is_admitted: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
        """What the laptop is sent, until it is stopped or its token's life ends."""
        yield CALL_TO_ORDER
        while await self._stirred(stream):
            told, doubted = stream.told, stream.doubted or not stream.told
            stream.told = stream.doubted = False
            stream.stirred.clear()
            if doubted and not await is_admitted():
                return
            yield NEWS if told else CALL_TO_ORDER
            # What follows closely is one piece of news.
            if told and await _happens(stream.ended, _GAP_S):
                return

    async def _stirred(self, stream: Stream) -> bool:
        """Wait for news or the time of a sign of life; False if the stream has ended."""
        await _happens(stream.stirred, self._heartbeat_s)
        return not stream.ended.is_set()

    def _take(self, notice: Notice) -> None:
        """In the watch's thread: tell those whom it concerns."""
        with self._lock:
            concerned = set(self._every()) if notice.everything else self._who_listens(notice.marks)
            if notice.is_about_access and self._streams:
                facts = self._facts()
                concerned.update(stream for stream in self._every() if self._mark(stream, facts))
            for stream in concerned:
                stream.tell(notice.concerns((stream.own,)))

    def _who_listens(self, marks: Iterable[Mark]) -> set[Stream]:
        return {stream for mark in marks for stream in self._listening.get(mark, ())}

    def _mark(self, stream: Stream, facts: Facts) -> bool:
        """Note what somebody may hold from now on; whether that is another than before."""
        scopes = facts.held_scopes(stream.staff, self._office.clock.now())
        # The very same as long as nothing of theirs has changed: then there is nothing to work out.
        if scopes is stream.scopes:
            return False
        before = stream.marks
        stream.scopes = scopes
        self._listen_to(stream, frozenset([stream.own, *map(scope_mark, scopes)]))
        return stream.marks != before

    def _listen_to(self, stream: Stream, marks: frozenset[Mark]) -> None:
        for mark in stream.marks - marks:
            listening = self._listening[mark]
            listening.discard(stream)
            if not listening:
                del self._listening[mark]
        for mark in marks - stream.marks:
            self._listening.setdefault(mark, set()).add(stream)
        stream.marks = marks

    def _facts(self) -> Facts:
        with self._office.database.read() as connection:
            return self._office.facts.load(connection)

    def _every(self) -> Iterable[Stream]:
        return [stream for mine in self._streams.values() for stream in mine]


def admitted(office: Office, token: str) -> bool:
    """Whether a token is still good and its laptop not stopped; no, where the database cannot say so."""
    try:
        admit(office, token)
    except (Refused, DatabaseUnavailable):
        return False
    return True


async def _happens(event: asyncio.Event, timeout_s: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), timeout_s)
    except TimeoutError:
        return False
    return True
