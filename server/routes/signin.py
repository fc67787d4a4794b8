"""The agency's sign-in in front of enrolment."""

from fastapi import APIRouter, Request, Response

from casework.ledger.signin import SignInQuestion, SignInRequest
from server.problem import SIGN_IN_REFUSED, Refused
from server.routes.message import Address, Body, Caller, ServedOffice, answer, parse
from server.sign_in_again import take_sign_in_again
from server.signin import offer_sign_in, take_sign_in

router = APIRouter(prefix="/sync/v1")


@router.post("/sign-in")
def offer(office: ServedOffice, body: Body) -> Response:
    """Say where the browser is sent, if the agency has a sign-in."""
    parse(SignInQuestion, body)
    return answer(offer_sign_in(office))


@router.post("/sign-in/done")
def done(request: Request, office: ServedOffice, origin: Address, body: Body) -> Response:
    """Give a one-time code for what the browser came back with. Failures count as wrong codes do."""
    try:
        return answer(take_sign_in(office, parse(SignInRequest, body)))
    except Refused as error:
        if error.refusal is SIGN_IN_REFUSED:
            request.app.state.limits.enrolments.note(origin)
        raise


@router.post("/sign-in/again")
def again(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Go on giving an enrolled laptop records, because its person has signed in again."""
    return answer(take_sign_in_again(office, device, parse(SignInRequest, body)))
