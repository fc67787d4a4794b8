"""Reading messages from requests and writing them into answers."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from casework.ledger.packing import CODING, WORTH_PACKING, Unpackable, pack, reads_packed, unpack
from casework.ledger.proof import NO_BODY, PROOF_HEADER, SIGNED_HEADERS, Asked, body_digest, read_proof
from casework.records.identifier import DeviceId
from server import authorisation
from server.authorisation import Approach, entrance_of, let_in
from server.office import Office
from server.problem import NOT_ADMITTED, NOT_UNDERSTOOD, TOO_LARGE, Refused

MOST_HEADER_BYTES = 16 * 1024
"""All headers of a request together; the longest is the sealed key of an attachment."""

_AT_ONCE_BYTES = 64 * 1024
"""What is longer is packed, and taken out again, in a thread: meanwhile other requests are heard."""

AnyMessage = TypeVar("AnyMessage", bound=BaseModel)


def authorise(request: Request) -> None:
    """Let a request in before anything of it is read. Raises `Refused`; a route that no entrance names is not there."""
    if sum(len(name) + len(value) for name, value in request.headers.raw) > MOST_HEADER_BYTES:
        raise Refused(TOO_LARGE)
    authorization = request.headers.get("authorization", "")
    proof = read_proof(request.headers.get(PROOF_HEADER, ""))
    asked = asked_of(request, proof.body_digest if proof else NO_BODY)
    approach = Approach(request.method, _template(request), authorization, _origin(request), proof, asked)
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


def asked_as_sent(request: Request) -> Asked:
    """A request with its body as it came over the line, packed or not; for whoever was given it by `read_body`."""
    return asked_of(request, request.state.sent_digest)


async def read_body(request: Request) -> bytes:
    """The body, as long as this address takes one; refused like a bad proof where it is not what was signed."""
    most = entrance_of(request.method, _template(request)).body_bytes
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused(TOO_LARGE)
    signed: str | None = getattr(request.state, "body_digest", None)
    request.state.sent_digest = body_digest(bytes(body))
    if signed is not None and request.state.sent_digest != signed:
        raise Refused(NOT_ADMITTED)
    # Whoever has proven nothing keeps nobody else waiting, however much comes out of a few bytes.
    if signed is None or len(body) > _AT_ONCE_BYTES:
        return await run_in_threadpool(_plain, request, bytes(body), most)
    return _plain(request, bytes(body), most)


def _plain(request: Request, body: bytes, most: int) -> bytes:
    """A message as it was before it was packed for the line; what comes out is as long as a plain one may be."""
    coding = request.headers.get("content-encoding", "identity").lower()
    if coding == "identity":
        return body
    if coding != CODING or request.method != "POST":
        raise Refused(NOT_UNDERSTOOD)
    try:
        return unpack(body, most)
    except Unpackable:
        raise Refused(NOT_UNDERSTOOD) from None


async def caller(request: Request) -> DeviceId:
    """The laptop that was let in. Raises `Refused` where none had to prove itself: then it may do nothing."""
    device: DeviceId | None = getattr(request.state, "device", None)
    if device is None:
        raise Refused(NOT_ADMITTED)
    return device


def _template(request: Request) -> str:
    return str(getattr(request.scope.get("route"), "path", ""))


async def served_office(request: Request) -> Office:
    """The server's parts."""
    office: Office = request.app.state.office
    return office


async def bearer(request: Request) -> str:
    """The token of a request. Raises `Refused` where there is none."""
    return authorisation.bearer(request.headers.get("authorization", ""))


async def address(request: Request) -> str:
    """Where a request came from, for the limits on tries."""
    return _origin(request)


def _origin(request: Request) -> str:
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


class Answer(Response):
    """A message as the answer: packed for the line where the laptop says that it reads that."""

    media_type = "application/json"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        if len(self.body) >= WORTH_PACKING and reads_packed(Headers(scope=scope).get("accept-encoding", "")):
            plain = bytes(self.body)
            self.body = await run_in_threadpool(pack, plain) if len(plain) > _AT_ONCE_BYTES else pack(plain)
            self.headers["content-length"] = str(len(self.body))
            self.headers["content-encoding"] = CODING
        await super().__call__(scope, receive, send)


def answer(message: BaseModel) -> Response:
    """A message as the answer."""
    return Answer(message.model_dump_json())
