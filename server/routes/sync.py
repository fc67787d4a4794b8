"""Push and pull."""

from fastapi import APIRouter, Request, Response

from casework.ledger.protocol import PullRequest, PushRequest
from casework.records.identifier import DeviceId
from server.admission import admit
from server.office import Office
from server.pulls import answer_pull
from server.push import take_push
from server.rate import RateLimit
from server.routes.message import Bearer, Body, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/push")
def push(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Take a laptop's entries and answer with signed receipts."""
    device = _admitted(request, office, token)
    return answer(take_push(office, device, parse(PushRequest, body)))


@router.post("/pull")
def pull(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Tell a laptop what it may hold, and send the next entries of it."""
    device = _admitted(request, office, token)
    return answer(answer_pull(office, device, parse(PullRequest, body)))


def _admitted(request: Request, office: Office, token: str) -> DeviceId:
    device = admit(office, token)
    request.state.device = device
    calls: RateLimit = request.app.state.limits.calls
    calls.spend(device)
    return device
