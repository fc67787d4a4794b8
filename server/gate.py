"""Around every request: its id, the limit on its length, the headers of the answer, and one line in the log.

The log knows the method, the route's template, the status, the duration, the request's id and the device; nothing that
was sent, no address and no header.
"""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework.ledger.packing import CODING
from casework.ledger.protocol import MAX_BODY_BYTES
from server.problem import TOO_LARGE, TOO_SLOW, Refused

_log = logging.getLogger("doorstep.server.request")

_HEADERS = (
    # What requests may be packed by (RFC 9110, section 12.5.3).
    (b"accept-encoding", CODING.encode()),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000")


BODY_WITHIN_S = 300.0
"""A piece of an attachment over a poor line takes less; whoever sends a byte now and then holds nothing for ever."""


class Gate:
    """Outermost middleware."""

    def __init__(self, app: ASGIApp, body_within_s: float = BODY_WITHIN_S) -> None:
        self._app = app
        self._body_within_s = body_within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(scope, receive, send, self._body_within_s)
        started = time.perf_counter()
        try:
            await self._app(scope, passage.receive, passage.send)
        finally:
            passage.log(round((time.perf_counter() - started) * 1000))


class _Passage:
    """One request on its way."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, body_within_s: float) -> None:
        self._until = asyncio.get_running_loop().time() + body_within_s
        self._whole = False
        self._scope = scope
        self._receive = receive
        self._send = send
        self._read = 0
        self._status = 0
        self._id = secrets.token_hex(8)
        scope.setdefault("state", {})

    async def receive(self) -> Message:
        """The next part of the body, as long as there is room and time for it."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Refused(TOO_SLOW) from None
        self._whole = not message.get("more_body", False)
        self._read += len(message.get("body", b""))
        if self._read > MAX_BODY_BYTES:
            raise Refused(TOO_LARGE)
        return message

    async def send(self, message: Message) -> None:
        """Pass the answer on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message["headers"] = [*message["headers"], *self._headers()]
        await self._send(message)

    def _headers(self) -> list[tuple[bytes, bytes]]:
        secure = [_HSTS] if self._scope["scheme"] == "https" else []
        return [*_HEADERS, *secure, (b"x-request-id", self._id.encode())]

    def log(self, duration_ms: int) -> None:
        """Write the one line."""
        state: MutableMapping[str, Any] = self._scope["state"]
        route = self._scope.get("route")
        line = {
            "method": self._scope["method"] if self._scope["method"] in {"GET", "POST"} else "other",
            "route": getattr(route, "path", "none"),
            "status": self._status,
            "ms": duration_ms,
            "request": self._id,
            "device": state.get("device"),
            "fault": state.get("fault"),
        }
        _log.info(json.dumps({name: value for name, value in line.items() if value is not None}))
