"""Attachments, by case and hash, in pieces."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from casework.ledger.blob import (
    BOX_HEADER,
    CASE_HEADER,
    OFFSET_HEADER,
    PIECE_BYTES,
    SIZE_HEADER,
    write_content_range,
)
from server.blobs import BlobAddress, UploadPiece, blob_size, read_blob, take_piece, upload_state
from server.problem import NOT_UNDERSTOOD, TOO_LARGE, Refused
from server.routes.message import Body, Caller, ServedOffice, answer

router = APIRouter(prefix="/sync/v1/blobs")

Case = Annotated[str, Header(alias=CASE_HEADER)]
_DIGITS = 15


@router.head("/{sha256}")
def head(office: ServedOffice, device: Caller, sha256: str, case: Case = "") -> Response:
    """Say how long an attachment is, to a laptop that may read it now."""
    size = blob_size(office, device, BlobAddress(case, sha256))
    headers = {"content-length": str(size), "accept-ranges": "bytes"}
    return Response(None, 200, headers, media_type="application/octet-stream")


@router.get("/{sha256}")
def read(request: Request, office: ServedOffice, device: Caller, sha256: str, case: Case = "") -> Response:
    """Give the part of an attachment that is asked for, at most one piece; without a range there is no answer."""
    part = read_blob(office, device, BlobAddress(case, sha256), request.headers.get("range", ""))
    headers = {"content-range": write_content_range(part.first, part.end, part.size_bytes)}
    return Response(part.data, 206, headers, media_type="application/octet-stream")


@router.get("/{sha256}/upload")
def state(office: ServedOffice, device: Caller, sha256: str, case: Case = "") -> Response:
    """Say how far this person's upload has come."""
    return answer(upload_state(office, device, BlobAddress(case, sha256)))


@router.put("/{sha256}/upload")
def upload(request: Request, office: ServedOffice, device: Caller, sha256: str, body: Body) -> Response:
    """Take the next piece of an upload and say how far it has come."""
    if len(body) > PIECE_BYTES:
        raise Refused(TOO_LARGE)
    box = _box(request.headers.get(BOX_HEADER, ""))
    piece = UploadPiece(_number(request, OFFSET_HEADER), _number(request, SIZE_HEADER), body, box)
    case = request.headers.get(CASE_HEADER, "")
    return answer(take_piece(office, device, BlobAddress(case, sha256), piece))


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise Refused(NOT_UNDERSTOOD)
    return int(text)


def _box(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(NOT_UNDERSTOOD) from None
