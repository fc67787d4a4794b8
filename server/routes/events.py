"""The stream of events without content."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from server.events import Events, Stream, admitted
from server.routes.message import Bearer, Caller, ServedOffice

router = APIRouter(prefix="/sync/v1")

# The first line has to leave at once, also through a proxy that likes to collect.
_HEADERS = {"x-accel-buffering": "no"}


@router.get("/events")
async def events(request: Request, office: ServedOffice, token: Bearer, device: Caller) -> Response:
    """Say "news" whenever something that this laptop may hold has changed, or its access."""
    found: Events = request.app.state.events
    stream = await run_in_threadpool(found.open, device, asyncio.get_running_loop())
    return _EventResponse(found, stream, partial(run_in_threadpool, admitted, office, token))


class _EventResponse(StreamingResponse):
    """The stream as an answer; forgotten however it ends, also before its first line."""

    def __init__(self, events: Events, stream: Stream, is_admitted: Callable[[], Awaitable[bool]]) -> None:
        super().__init__(events.lines(stream, is_admitted), media_type="text/event-stream", headers=_HEADERS)
        self._events = events
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until it ends or nobody reads any more."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._events.leave(self._stream)
