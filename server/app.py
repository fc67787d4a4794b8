"""The web application."""

import traceback
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from starlette.exceptions import HTTPException

from server.events import Events
from server.gate import Gate
from server.limit import Limits, usual_limits
from server.office import Office
from server.problem import FAULT, NOT_FOUND, NOT_UNDERSTOOD, UNAVAILABLE, WRONG_METHOD, Refusal, Refused
from server.routes import (
    arrival,
    audit,
    blobs,
    enrol,
    events,
    health,
    locate,
    measures,
    recovery,
    signin,
    stopping,
    sync,
)
from server.routes.message import authorise
from server.storage.database import DatabaseUnavailable

_MODULES = (sync, blobs, events, enrol, health, locate, arrival, stopping, audit, measures, recovery, signin)
ROUTES = {module.__name__.rpartition(".")[2]: module.router for module in _MODULES}
"""Every address, by what it is for."""


def create_app(office: Office, limits: Limits | None = None) -> FastAPI:
    """The application that serves an open office."""
    app = FastAPI(
        title="Doorstep",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(authorise)],
    )
    app.state.office = office
    app.state.limits = limits or usual_limits(office.clock, office.settings.processes)
    app.state.events = Events(office)
    for router in ROUTES.values():
        app.include_router(router)
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
