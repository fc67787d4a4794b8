"""Enrolment and tokens."""

from fastapi import APIRouter, Request, Response

from casework.ledger.proof import PROOF_HEADER, read_proof
from casework.ledger.protocol import EnrolRequest, HandoverRequest, NonceRequest, TokenRequest
from server import admission, enrolment
from server.authorisation import CALLS_FOR_A_TOKEN, TOKEN, tries_of
from server.handover import Signed, take_handover
from server.problem import CODE_REFUSED, Refused
from server.routes.message import Address, Body, ServedOffice, answer, asked_as_sent, parse

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
def nonce(office: ServedOffice, body: Body) -> Response:
    """Give a laptop something to sign. Counted by the address until it has signed: anybody may say to be it."""
    return answer(admission.give_nonce(office, parse(NonceRequest, body)))


@router.post("/token")
def token(request: Request, office: ServedOffice, origin: Address, body: Body) -> Response:
    """Give a laptop a token for what it signed, so many times a minute. Who cannot sign uses up none of its tries.

    Once it has signed, it counts for itself and not for the address that it shares with its whole office.
    """
    message, tokens = parse(TokenRequest, body), request.app.state.limits.tokens
    tokens.check(message.device)
    given = admission.give_token(office, message)
    tokens.note(message.device)
    request.app.state.limits.addresses.forgive(tries_of(TOKEN, origin), CALLS_FOR_A_TOKEN)
    return answer(given)


@router.post("/handover")
def handover(request: Request, office: ServedOffice, body: Body) -> Response:
    """Take over what a stopped laptop has not sent, counted as a token is."""
    message, tokens = parse(HandoverRequest, body), request.app.state.limits.tokens
    tokens.check(message.device)
    proof = read_proof(request.headers.get(PROOF_HEADER, ""))
    taken = take_handover(office, message, Signed(proof, asked_as_sent(request)))
    tokens.note(message.device)
    return answer(taken)
