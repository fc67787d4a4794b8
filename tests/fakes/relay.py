"""A relay between a laptop and its office that counts what passes, byte by byte, both ways."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_PIECE = 65_536


@dataclass(frozen=True)
class Traffic:
    """What has passed: connections made, bytes to the office, bytes from it, and requests (by their first lines)."""

    connections: int
    sent: int
    received: int
    requests: int

    @property
    def total(self) -> int:
        """Bytes both ways."""
        return self.sent + self.received

    def __sub__(self, earlier: "Traffic") -> "Traffic":
        return Traffic(
            self.connections - earlier.connections,
            self.sent - earlier.sent,
            self.received - earlier.received,
            self.requests - earlier.requests,
        )


class Relay:
    """A context manager; `url` stands for the office's address. For plain HTTP: requests are counted by reading."""

    def __init__(self, office_url: str) -> None:
        parts = urlsplit(office_url)
        self._office = (parts.hostname or "", parts.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._traffic = Traffic(0, 0, 0, 0)
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def url(self) -> str:
        """Where to call instead of the office."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def traffic(self) -> Traffic:
        """What has passed until now."""
        with self._lock:
            return self._traffic

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._office)
            with self._lock:
                self._open += [near, far]
                self._traffic = Traffic(self._traffic.connections + 1, *self._counts())
            for source, target, is_request in ((near, far, True), (far, near, False)):
                thread = threading.Thread(target=self._carry, args=(source, target, is_request), daemon=True)
                thread.start()
                self._threads.append(thread)

    def _counts(self) -> tuple[int, int, int]:
        return self._traffic.sent, self._traffic.received, self._traffic.requests

    def _carry(self, source: socket.socket, target: socket.socket, is_request: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._count(piece, is_request)
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _count(self, piece: bytes, is_request: bool) -> None:
        with self._lock:
            sent, received, requests = self._counts()
            if is_request:
                sent += len(piece)
                requests += piece.count(b" HTTP/1.1\r\n")
            else:
                received += len(piece)
            self._traffic = Traffic(self._traffic.connections, sent, received, requests)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            ends = [self._listener, *self._open]
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        for end in ends:
            end.close()
