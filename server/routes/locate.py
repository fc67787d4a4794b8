"""Looking a person up in an emergency."""

from fastapi import APIRouter, Response

from casework.ledger.lookup import LocateRequest
from server.lookup import answer_locate
from server.routes.message import Body, Caller, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/locate")
def locate(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Say who works with a person, a few times an hour at most."""
    return answer(answer_locate(office, device, parse(LocateRequest, body)))
