"""A senior stops a laptop."""

from fastapi import APIRouter, Request, Response

from casework.ledger.stopping import LaptopsRequest, StopRequest
from server.admission import admit
from server.routes.message import Bearer, Body, ServedOffice, answer, parse
from server.stopping import answer_laptops, answer_stop

router = APIRouter(prefix="/sync/v1")


@router.post("/laptops")
def laptops(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Say which laptops somebody has."""
    device = request.state.device = admit(office, token)
    request.app.state.limits.calls.spend(device)
    return answer(answer_laptops(office, device, parse(LaptopsRequest, body)))


@router.post("/stop")
def stop(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Stop a laptop, and say whose records it held."""
    device = request.state.device = admit(office, token)
    request.app.state.limits.calls.spend(device)
    return answer(answer_stop(office, device, parse(StopRequest, body)))
