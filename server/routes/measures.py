"""The figures of the whole agency."""

from fastapi import APIRouter, Response

from casework.ledger.measures import MeasuresRequest
from server.measures import answer_measures
from server.routes.message import Body, Caller, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/measures")
def measures(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Count for a service manager, a few times an hour."""
    return answer(answer_measures(office, device, parse(MeasuresRequest, body)))
