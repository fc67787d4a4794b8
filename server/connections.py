"""How many connections may stand idle. Past that the one that has been idle longest is closed; nobody is refused.

A connection is idle that has no request: between two, or because it never sent one whole. Of each address only so many
stay, so that whoever opens thousands closes their own, and in all so many that files are left for those that work.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_IDLE = 4_000
MOST_IDLE_OF_ONE = 1_000
"""Of one address, which a whole office may share: laptops close theirs long before. Ours."""

HEAD_WITHIN_S = 20.0
"""From the first byte of a request's head to its last. A laptop sends it at once, in one piece."""

_OF_FILES = 4
"""Of the files that this process may have open every so many-th is for a connection that is idle."""


@dataclass
class Idle:
    """The connections of a process by when something last came over them, the longest ago first."""

    most: int = MOST_IDLE
    most_of_one: int = MOST_IDLE_OF_ONE
    _known: OrderedDict["CappedHttp", str] = field(default_factory=OrderedDict)
    _by_address: dict[str, OrderedDict["CappedHttp", None]] = field(default_factory=dict)

    def touch(self, connection: "CappedHttp", address: str) -> None:
        """Something came over it."""
        self._known[connection] = address
        self._known.move_to_end(connection)
        of_one = self._by_address.setdefault(address, OrderedDict())
        of_one[connection] = None
        of_one.move_to_end(connection)

    def forget(self, connection: "CappedHttp") -> None:
        """It is closed."""
        address = self._known.pop(connection, None)
        if address is not None:
            of_one = self._by_address[address]
            of_one.pop(connection, None)
            if not of_one:
                del self._by_address[address]

    def make_room(self, address: str) -> None:
        """Close what has been idle longest: of an address that has too many, then of all."""
        self._close(self._by_address.get(address, ()), self.most_of_one)
        self._close(self._known, self.most)

    def _close(self, connections: Collection["CappedHttp"], most: int) -> None:
        surplus = len(connections) - most
        if surplus <= 0:
            return
        longest = islice((one for one in connections if one.is_idle), surplus)
        for one in list(longest):
            self.forget(one)
            one.shutdown()


class CappedHttp(HttpToolsProtocol):
    """The web server's own protocol, which tells `idle` of itself; `capped_http` gives one with its `idle`."""

    idle: Idle
    head_within_s = HEAD_WITHIN_S
    _late: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        """Whether no request is under way."""
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count it; one that never says anything is closed like one that says nothing more."""
        super().connection_made(transport)
        self.idle.touch(self, self._address)
        self.idle.make_room(self._address)
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def data_received(self, data: bytes) -> None:
        """It was used now. What begins a head has to bring the rest of it soon, however often a byte comes."""
        self.idle.touch(self, self._address)
        if self.is_idle and self._late is None:
            self._late = self.loop.call_later(self.head_within_s, self.shutdown)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._forget_head()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self._forget_head()
        self.idle.forget(self)
        super().connection_lost(exc)

    def _forget_head(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def capped_http(
    most: int = MOST_IDLE, most_of_one: int = MOST_IDLE_OF_ONE, head_within_s: float = HEAD_WITHIN_S
) -> type[CappedHttp]:
    """The protocol for one server."""
    return type("CappedHttp", (CappedHttp,), {"idle": Idle(most, most_of_one), "head_within_s": head_within_s})


def most_idle() -> int:
    """How many connections of this process may be idle, by how many files it may have open, which is raised first."""
    try:
        import resource  # Not on Windows.
    except ImportError:
        return MOST_IDLE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OF_FILES * MOST_IDLE if hard == resource.RLIM_INFINITY else min(hard, _OF_FILES * MOST_IDLE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return MOST_IDLE if soft == resource.RLIM_INFINITY else min(MOST_IDLE, soft // _OF_FILES)
