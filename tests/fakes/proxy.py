"""An agency's proxy: passes on what was asked for by CONNECT, once somebody has signed in to it (Basic)."""

import base64
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_PIECE = 65_536
_ASKS = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="agency"\r\n'
    b"content-length: 0\r\n\r\n"
)


@dataclass
class Heard:
    """What the proxy has seen: whom it was asked to connect to, with what word, and every byte that it passed on."""

    asked: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    passed: bytearray = field(default_factory=bytearray)


class AgencyProxy:
    """A context manager. Whatever name is asked for, `office_url` is what it leads to: finding it is the proxy's."""

    def __init__(self, office_url: str, name: str = "laptop", word: str = "a word of the agency") -> None:
        parts = urlsplit(office_url)
        self._office = (parts.hostname or "", parts.port or 0)
        self._expected = "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.heard = Heard()

    def url(self, signed_in: str = "") -> str:
        """As it stands in the system's settings; `signed_in`: `name:word`, as they have it there."""
        return f"http://{signed_in + '@' if signed_in else ''}127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = client.recv(_PIECE)
                if not piece:
                    return
                head += piece
            first, *lines = head.decode("latin-1").split("\r\n")
            named = {one.partition(":")[0].lower(): one.partition(":")[2].strip() for one in lines if ":" in one}
            self.heard.asked.append(first)
            self.heard.words.append(named.get("proxy-authorization", ""))
            if not first.startswith("CONNECT ") or named.get("proxy-authorization") != self._expected:
                client.sendall(_ASKS)
                return
            office = socket.create_connection(self._office)
            self._open.append(office)
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=self._pass_on, args=(office, client), daemon=True).start()
            self._pass_on(client, office)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self.heard.passed += piece
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
