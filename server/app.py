"""The web application."""

import traceback
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from server.clock import Clock
from server.events import Events
from server.gate import Gate
from server.office import Office
from server.problem import FAULT, NOT_FOUND, NOT_UNDERSTOOD, UNAVAILABLE, WRONG_METHOD, Refusal, Refused
from server.rate import RateLimit
from server.routes import arrival, blobs, enrol, events, health, locate, sync
from server.storage.database import DatabaseUnavailable


@dataclass(frozen=True)
class Limits:
    """How often what may be tried."""

    enrolments: RateLimit
    addresses: RateLimit
    tokens: RateLimit
    calls: RateLimit
    lookups: RateLimit


def usual_limits(clock: Clock, processes: int = 1) -> Limits:
    """The limits of a server in use: failed enrolments and tokens an address, tokens and calls a laptop.

    Each process counts for itself, so each is given its part. A laptop's calls stay on one connection, and so with one
    process: their part is never so small that a first exchange has to wait.
    """
    return Limits(
        enrolments=RateLimit(clock, -(-20 // processes), timedelta(minutes=15)),
        addresses=RateLimit(clock, -(-1200 // processes), timedelta(minutes=1)),
        tokens=RateLimit(clock, -(-60 // processes), timedelta(minutes=1)),
        lookups=RateLimit(clock, 8, timedelta(hours=1)),
        calls=RateLimit(clock, max(300, -(-600 // processes)), timedelta(minutes=1)),
    )


def create_app(office: Office, limits: Limits | None = None) -> FastAPI:
    """The application that serves an open office."""
    app = FastAPI(title="Doorstep", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.office = office
    app.state.limits = limits or usual_limits(office.clock, office.settings.processes)
    app.state.events = Events(office)
    for module in (sync, blobs, events, enrol, health, locate, arrival):
        app.include_router(module.router)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DatabaseUnavailable, _on_unavailable)
    app.add_exception_handler(Exception, _on_fault)
    app.add_middleware(Gate)
    return app


def _on_refused(request: Request, error: Exception) -> Response:
    del request
    if not isinstance(error, Refused):
        raise error
    return _refusal(error.refusal)


def _on_http(request: Request, error: Exception) -> Response:
    del request
    status = error.status_code if isinstance(error, HTTPException) else NOT_FOUND.status
    known = {NOT_FOUND.status: NOT_FOUND, WRONG_METHOD.status: WRONG_METHOD}
    return _refusal(known.get(status, NOT_UNDERSTOOD))


def _on_unavailable(request: Request, error: Exception) -> Response:
    request.state.fault = place_of(error)
    return _refusal(UNAVAILABLE)


def _on_fault(request: Request, error: Exception) -> Response:
    request.state.fault = place_of(error)
    return _refusal(FAULT)


def _refusal(refusal: Refusal) -> Response:
    headers = {"retry-after": str(refusal.retry_after_s)} if refusal.retry_after_s else None
    body = refusal.problem().model_dump_json()
    return Response(body, refusal.status, headers, media_type="application/json")


def place_of(error: Exception) -> str:
    """What sort of fault it is and where it stands in the code; never a value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "server" in frame.filename]
    return f"{type(error).__name__} at {' '.join(places[-3:])}"
