"""A server that misbehaves as it is told: slow, half-answering, talking nonsense, with a wrong certificate.

It speaks just enough HTTP/1.1 over a real socket. Nonces and tokens are handed out properly unless the test says
otherwise, so that a script holds only what the test is about.
"""

import json
import socketserver
import ssl
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """What is sent back for one request, and how badly.

    `cut_after`: close after so many bytes of the body although more was announced. `hold`: send the body only when
    the office is closed. `raw`: these bytes instead of any HTTP. `drop`: close without a byte.
    """

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    hold: bool = False
    raw: bytes | None = None
    drop: bool = False


def answer_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A proper answer with a JSON body."""
    return Answer(json.dumps(value).encode(), status, headers or {})


@dataclass(frozen=True)
class Request:
    """What came: the call's name, the headers in lower case, the body."""

    name: str
    headers: Mapping[str, str]
    body: bytes

    def value(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class BrokenOffice:
    """A context manager around the server. `script` maps a call's name to the answers it gives, in order.

    The last answer of a call is given again and again.
    """

    def __init__(self, script: Mapping[str, list[Answer]], tls: ssl.SSLContext | None = None) -> None:
        plain = {
            "nonce": [answer_json({"nonce": "bm9uY2U="})],
            "token": [answer_json({"token": "a-token", "expires_in_s": 900})],
        }
        self._script = {name: deque(answers) for name, answers in (plain | dict(script)).items()}
        self._tls = tls
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self.holding = threading.Event()
        self.requests: list[Request] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.office = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self._tls else 'http'}://localhost:{self._server.server_address[1]}"

    def names(self) -> list[str]:
        """The calls that came, in order."""
        return [request.name for request in self.requests]

    def next_answer(self, request: Request) -> Answer:
        """Note what came and take the next answer from the script."""
        with self._lock:
            self.requests.append(request)
            answers = self._script.get(request.name)
            if answers is None:
                return answer_json({"code": "not_found", "sentence": "No such call."}, 404)
            return answers.popleft() if len(answers) > 1 else answers[0]

    def secured(self, connection: Any) -> Any:
        """The connection with TLS, where this office has it."""
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    office: BrokenOffice

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is part of the game."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Answer one request and close."""
        office = self.server.office
        with office.secured(self.request) as connection, connection.makefile("rb") as stream:
            first = stream.readline().decode().split()
            headers = {}
            while line := stream.readline().decode().strip():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", "0")))
            answer = office.next_answer(Request(first[1].rpartition("/")[2], headers, body))
            if not answer.drop:
                self._send(connection, answer)

    def _send(self, connection: Any, answer: Answer) -> None:
        if answer.raw is not None:
            connection.sendall(answer.raw)
            return
        headers = {"content-type": "application/json", "content-length": str(len(answer.body))}
        headers |= {"connection": "close", **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} Whatever", *(f"{n}: {v}" for n, v in headers.items())]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        if answer.hold:
            office = self.server.office
            office.holding.set()
            office.closing.wait(30)
        connection.sendall(answer.body[: answer.cut_after])
