"""Enrolling a laptop: a one-time code against a key of its own, made here and never sent."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidKey, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from casework.ledger.protocol import EnrolRequest, EnrolResponse, enrol_proof_bytes
from casework.records.identifier import DeviceId, StaffId
from desktop.sync.channel import Channel, Office, TokenRefused
from desktop.sync.fault import (
    AnswerCutShort,
    AnswerGarbled,
    CodeRefused,
    LaptopNotKnown,
    OfficeSlow,
    RequestRefused,
)


@dataclass(frozen=True)
class Enrolment:
    """Who this laptop is from now on. The keys are raw Ed25519 (32 bytes); the server's is to be pinned."""

    device: DeviceId
    staff: StaffId
    staff_name: str
    agency: str
    server_key: bytes
    server_url: str
    signing_key: bytes = field(repr=False)
    epoch: int
    server_time: datetime
    box_key: bytes = b""
    """The server's raw X25519 key, to which this laptop seals."""


def enrol(
    office: Office, code: str, key: Ed25519PrivateKey | None = None, previous: DeviceId | None = None
) -> Enrolment:
    """Enrol this laptop with the one-time code that the administrator gave to the person.

    `previous` is the device that it was before it was restored or copied: the code must be one given for that.
    If the answer is lost it is asked for once more with the same key, so that the code is not spent for
    nothing.

    Raises `CodeRefused` and the faults that every call may raise (`desktop.sync.fault`).
    """
    own = key or Ed25519PrivateKey.generate()
    request = _request("".join(code.split()), own, previous)
    with Channel(office) as channel:
        try:
            answer = _ask(channel, request)
        except (AnswerCutShort, OfficeSlow):
            answer = _ask(channel, request)
    return Enrolment(
        device=answer.device,
        staff=answer.staff,
        staff_name=answer.staff_name,
        agency=answer.agency,
        server_key=_checked_key(answer.server_key),
        server_url=office.url,
        signing_key=own.private_bytes_raw(),
        epoch=answer.epoch,
        server_time=answer.server_time,
        box_key=_box_key(answer.box_key),
    )


def _request(code: str, key: Ed25519PrivateKey, previous: DeviceId | None) -> EnrolRequest:
    if not 1 <= len(code) <= 100:
        raise CodeRefused
    public_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = base64.b64encode(key.sign(enrol_proof_bytes(code, public_key))).decode()
    return EnrolRequest(code=code, public_key=public_key, proof=proof, previous=previous)


def _ask(channel: Channel, request: EnrolRequest) -> EnrolResponse:
    try:
        return channel.call("enrol", request, EnrolResponse)
    except (TokenRefused, LaptopNotKnown, RequestRefused):
        raise CodeRefused from None


def _box_key(text: str) -> bytes:
    """The key to seal to; empty from an office that has none yet."""
    try:
        raw = base64.b64decode(text, validate=True)
        if raw:
            X25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError):
        raise AnswerGarbled from None
    return raw


def _checked_key(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError, InvalidKey, UnsupportedAlgorithm):
        raise AnswerGarbled from None
    return raw
