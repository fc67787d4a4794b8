"""Push, pull and verify."""

from fastapi import APIRouter, Request, Response

from casework.ledger.protocol import PullRequest, PushRequest, VerifyRequest
from casework.records.identifier import DeviceId
from server.admission import admit
from server.office import Office
from server.pulls import answer_pull
from server.push import take_push
from server.rate import RateLimit
from server.routes.message import Bearer, Body, ServedOffice, answer, parse
from server.verify import answer_verify

router = APIRouter(prefix="/sync/v1")


@router.post("/push")
def push(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Take a laptop's entries and answer with signed receipts."""
    device = _admitted(request, office, token, to_push=True)
    return answer(take_push(office, device, parse(PushRequest, body)))


@router.post("/pull")
def pull(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Tell a laptop what it may hold, and send the next entries of it."""
    device = _admitted(request, office, token)
    return answer(answer_pull(office, device, parse(PullRequest, body)))


@router.post("/verify")
def verify(request: Request, office: ServedOffice, token: Bearer, body: Body) -> Response:
    """Compare what a laptop made of its scopes with what the server made of them."""
    device = _admitted(request, office, token)
    return answer(answer_verify(office, device, parse(VerifyRequest, body)))


def _admitted(request: Request, office: Office, token: str, *, to_push: bool = False) -> DeviceId:
    device = admit(office, token, to_push=to_push)
    request.state.device = device
    calls: RateLimit = request.app.state.limits.calls
    calls.spend(device)
    return device
