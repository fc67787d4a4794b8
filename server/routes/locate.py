"""Looking a person up in an emergency."""

from fastapi import APIRouter, Request, Response

from casework.ledger.lookup import LocateRequest
from server.admission import admit
from server.lookup import answer_locate
from server.routes.message import Bearer, Body, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/locate")
def locate(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Say who works with a person, a few times an hour at most."""
    device = request.state.device = admit(office, token)
    request.app.state.limits.lookups.spend(device)
    return answer(answer_locate(office, device, parse(LocateRequest, body)))
