"""Asking how far cover has come."""

from fastapi import APIRouter, Request, Response

from casework.ledger.arrival import ArrivalRequest
from server.admission import admit
from server.arrival import answer_arrival
from server.routes.message import Bearer, Body, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/arrival")
def arrival(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Say whether covering laptops have their cases, and when whoever is away was here last."""
    device = request.state.device = admit(office, token)
    request.app.state.limits.calls.spend(device)
    return answer(answer_arrival(office, device, parse(ArrivalRequest, body)))
