"""Reading messages from requests and writing them into answers."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ValidationError

from server.office import Office
from server.problem import NOT_ADMITTED, NOT_UNDERSTOOD, Refused

AnyMessage = TypeVar("AnyMessage", bound=BaseModel)


async def read_body(request: Request) -> bytes:
    """The body; its length was limited on the way in."""
    return await request.body()


def served_office(request: Request) -> Office:
    """The server's parts."""
    office: Office = request.app.state.office
    return office


def bearer(request: Request) -> str:
    """The token of a request. Raises `Refused` where there is none."""
    sort, _, token = request.headers.get("authorization", "").partition(" ")
    if sort.lower() != "bearer" or not token:
        raise Refused(NOT_ADMITTED)
    return token


def address(request: Request) -> str:
    """Where a request came from, for the limits on tries."""
    return request.client.host if request.client else ""


Body = Annotated[bytes, Depends(read_body)]
ServedOffice = Annotated[Office, Depends(served_office)]
Bearer = Annotated[str, Depends(bearer)]
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
