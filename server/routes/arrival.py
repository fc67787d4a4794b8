"""Asking how far cover has come."""

from fastapi import APIRouter, Response

from casework.ledger.arrival import ArrivalRequest
from server.arrival import answer_arrival
from server.routes.message import Body, Caller, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/arrival")
def arrival(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Say whether covering laptops have their cases, and when whoever is away was here last."""
    return answer(answer_arrival(office, device, parse(ArrivalRequest, body)))
