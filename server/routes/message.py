"""Reading messages from requests and writing them into answers."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError

from casework.ledger.proof import NO_BODY, PROOF_HEADER, SIGNED_HEADERS, Asked, body_digest, read_proof
from casework.records.identifier import DeviceId
from server import authorisation
from server.authorisation import Approach, entrance_of, let_in
from server.office import Office
from server.problem import NOT_ADMITTED, NOT_UNDERSTOOD, TOO_LARGE, Refused

MOST_HEADER_BYTES = 16 * 1024
"""All headers of a request together; the longest is the sealed key of an attachment."""

AnyMessage = TypeVar("AnyMessage", bound=BaseModel)


def authorise(request: Request) -> None:
    """Let a request in before anything of it is read. Raises `Refused`; a route that no entrance names is not there."""
    if sum(len(name) + len(value) for name, value in request.headers.raw) > MOST_HEADER_BYTES:
        raise Refused(TOO_LARGE)
    authorization = request.headers.get("authorization", "")
    proof = read_proof(request.headers.get(PROOF_HEADER, ""))
    asked = asked_of(request, proof.body_digest if proof else NO_BODY)
    approach = Approach(request.method, _template(request), authorization, address(request), proof, asked)
    device = let_in(request.app.state.office, request.app.state.limits, approach)
    if device is not None:
        request.state.device = device.id
        request.state.body_digest = asked.body_digest


def asked_of(request: Request, digest: str) -> Asked:
    """A request as its laptop has signed it, with a body of this digest."""
    query = request.scope.get("query_string", b"")
    target = (request.scope["raw_path"] + (b"?" + query if query else b"")).decode("latin-1")
    # One that stands there twice was signed by nobody.
    headers = {name: ",".join(request.headers.getlist(name)) for name in SIGNED_HEADERS if name in request.headers}
    return Asked(request.method, target, headers, digest)


async def read_body(request: Request) -> bytes:
    """The body, as long as this address takes one; refused like a bad proof where it is not what was signed."""
    most = entrance_of(request.method, _template(request)).body_bytes
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused(TOO_LARGE)
    signed: str | None = getattr(request.state, "body_digest", None)
    if signed is not None and body_digest(bytes(body)) != signed:
        raise Refused(NOT_ADMITTED)
    return bytes(body)


def caller(request: Request) -> DeviceId:
    """The laptop that was let in. Raises `Refused` where none had to prove itself: then it may do nothing."""
    device: DeviceId | None = getattr(request.state, "device", None)
    if device is None:
        raise Refused(NOT_ADMITTED)
    return device


def _template(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "path", ""))


def served_office(request: Request) -> Office:
    """The server's parts."""
    office: Office = request.app.state.office
    return office


def bearer(request: Request) -> str:
    """The token of a request. Raises `Refused` where there is none."""
    return authorisation.bearer(request.headers.get("authorization", ""))


def address(request: Request) -> str:
    """Where a request came from, for the limits on tries."""
    return request.client.host if request.client else ""


Body = Annotated[bytes, Depends(read_body)]
ServedOffice = Annotated[Office, Depends(served_office)]
Bearer = Annotated[str, Depends(bearer)]
Caller = Annotated[DeviceId, Depends(caller)]
Address = Annotated[str, Depends(address)]


def parse(model: type[AnyMessage], body: bytes) -> AnyMessage:
    """The message in a body.

    Raises:
        Refused: if it is none. What was sent is not repeated in the answer.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise Refused(NOT_UNDERSTOOD) from None


def answer(message: BaseModel) -> Response:
    """A message as the answer."""
    return Response(message.model_dump_json(), media_type="application/json")
