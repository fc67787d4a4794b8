"""A senior stops a laptop."""

from fastapi import APIRouter, Response

from casework.ledger.stopping import LaptopsRequest, StopRequest
from server.routes.message import Body, Caller, ServedOffice, answer, parse
from server.stopping import answer_laptops, answer_stop

router = APIRouter(prefix="/sync/v1")


@router.post("/laptops")
def laptops(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Say which laptops somebody has."""
    return answer(answer_laptops(office, device, parse(LaptopsRequest, body)))


@router.post("/stop")
def stop(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Stop a laptop, and say whose records it held."""
    return answer(answer_stop(office, device, parse(StopRequest, body)))
