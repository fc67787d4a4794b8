"""Enrolment and tokens."""

from fastapi import APIRouter, Request, Response

from casework.ledger.proof import PROOF_HEADER, body_digest, read_proof
from casework.ledger.protocol import EnrolRequest, HandoverRequest, NonceRequest, TokenRequest
from server import admission, enrolment
from server.handover import Signed, take_handover
from server.problem import CODE_REFUSED, Refused
from server.routes.message import Address, Body, ServedOffice, answer, asked_of, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/enrol")
def enrol(request: Request, office: ServedOffice, origin: Address, body: Body) -> Response:
    """Enrol a laptop with a one-time code.

    Only failures count towards the limit: a whole agency may share one address on the day its laptops are handed out.
    """
    try:
        return answer(enrolment.enrol(office, parse(EnrolRequest, body)))
    except Refused as error:
        if error.refusal is CODE_REFUSED:
            request.app.state.limits.enrolments.note(origin)
        raise


@router.post("/nonce")
def nonce(request: Request, office: ServedOffice, body: Body) -> Response:
    """Give a laptop something to sign."""
    message = parse(NonceRequest, body)
    request.app.state.limits.tokens.spend(message.device)
    return answer(admission.give_nonce(office, message))


@router.post("/token")
def token(office: ServedOffice, body: Body) -> Response:
    """Give a laptop a token for what it signed."""
    message = parse(TokenRequest, body)
    return answer(admission.give_token(office, message))


@router.post("/handover")
def handover(request: Request, office: ServedOffice, body: Body) -> Response:
    """Take over what a stopped laptop has not sent."""
    message = parse(HandoverRequest, body)
    request.app.state.limits.tokens.spend(message.device)
    proof = read_proof(request.headers.get(PROOF_HEADER, ""))
    return answer(take_handover(office, message, Signed(proof, asked_of(request, body_digest(body)))))
