"""What laptops report for the audit."""

from fastapi import APIRouter, Response

from casework.ledger.audit import AuditRequest
from server.audit import take_report
from server.routes.message import Body, Caller, ServedOffice, answer, parse

router = APIRouter(prefix="/sync/v1")


@router.post("/audit")
def report(office: ServedOffice, device: Caller, body: Body) -> Response:
    """Note what happened on a laptop alone, and give it the newest checkpoint."""
    return answer(take_report(office, device, parse(AuditRequest, body)))
