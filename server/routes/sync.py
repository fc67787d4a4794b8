"""Push, pull and verify."""

from fastapi import APIRouter, Response

from casework.ledger.protocol import PullRequest, PushRequest, VerifyRequest
from server.pulls import answer_pull
from server.push import take_push
from server.routes.message import Body, Caller, ServedOffice, answer, parse
from server.verify import answer_verify

router = APIRouter(prefix="/sync/v1")


@router.post("/push")
def push(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Take a laptop's entries and answer with signed receipts."""
    return answer(take_push(office, device, parse(PushRequest, body)))


@router.post("/pull")
def pull(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Tell a laptop what it may hold, and send the next entries of it."""
    return answer(answer_pull(office, device, parse(PullRequest, body)))


@router.post("/verify")
def verify(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Compare what a laptop made of its scopes with what the server made of them."""
    return answer(answer_verify(office, device, parse(VerifyRequest, body)))
