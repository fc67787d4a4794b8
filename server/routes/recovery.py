"""A locked laptop asks to be let in again."""

from fastapi import APIRouter, Response

from casework.ledger.recovery import RecoveryQuestion, RecoveryRequest
from server.recovery import answer_question, take_request
from server.routes.message import Body, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/recovery")
def ask(office: ServedOffice, body: Body) -> Response:
    """Keep a request for two officers."""
    return answer(take_request(office, parse(RecoveryRequest, body)))


@router.post("/recovery/answer")
def look(office: ServedOffice, body: Body) -> Response:
    """Give what they have given."""
    return answer(answer_question(office, parse(RecoveryQuestion, body)))
