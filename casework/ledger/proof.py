"""A laptop's proof of one request: its signature over everything that the server acts upon.

As RFC 9449 (DPoP) has it, with two differences. The body and the headers that say what it is are signed as well. And
no clock is asked: a token is given for a nonce of the server's and lasts minutes, so the signed hash of the token is
what section 8 of the RFC makes of a nonce; each proof under a token has a higher number than the one before, and none
counts twice. A laptop that hands over has no token any more: its nonce stands in the token's place.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.ledger.blob import BOX_HEADER, CASE_HEADER, OFFSET_HEADER, SIZE_HEADER
from casework.records.identifier import DeviceId

PROOF_HEADER = "doorstep-proof"
SIGNED_HEADERS = tuple(
    sorted(
        (
            BOX_HEADER.lower(),
            CASE_HEADER.lower(),
            OFFSET_HEADER.lower(),
            SIZE_HEADER.lower(),
            "content-encoding",
            "range",
        )
    )
)
"""The headers that say what is asked for, or what a body is; each is signed where it stands."""

_DOMAIN = "doorstep/proof/v1"
_FORM = re.compile(r"1\.([1-9][0-9]{0,14})\.([0-9a-f]{64})\.([A-Za-z0-9+/]{86}==)")


def body_digest(body: bytes) -> str:
    """The SHA-256 of a body in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


NO_BODY = body_digest(b"")


@dataclass(frozen=True)
class Asked:
    """A request as it is signed. `target`: path and query as they stand in the request, from `/sync/` on."""

    method: str
    target: str
    headers: Mapping[str, str]
    """By lower-case name; those that are not `SIGNED_HEADERS` are passed over."""
    body_digest: str = NO_BODY


@dataclass(frozen=True)
class RequestProof:
    """What stands in the header: the number under its token, the body's digest, the signature."""

    count: int
    body_digest: str
    signature: bytes


def sign_request(key: Ed25519PrivateKey, device: DeviceId, secret: str, count: int, asked: Asked) -> str:
    """The header's text for a request; `secret` is the token, or the nonce where there is none."""
    signature = base64.b64encode(key.sign(proof_bytes(device, secret, count, asked))).decode()
    return f"1.{count}.{asked.body_digest}.{signature}"


def read_proof(text: str) -> RequestProof | None:
    """What a header says; None if it is no proof."""
    found = _FORM.fullmatch(text)
    return RequestProof(int(found[1]), found[2], base64.b64decode(found[3])) if found else None


def is_proven(key: Ed25519PublicKey, device: DeviceId, secret: str, proof: RequestProof, asked: Asked) -> bool:
    """Whether the device itself asks for this, with a body of this digest."""
    try:
        key.verify(proof.signature, proof_bytes(device, secret, proof.count, asked))
    except InvalidSignature:
        return False
    return asked.body_digest == proof.body_digest


def proof_bytes(device: DeviceId, secret: str, count: int, asked: Asked) -> bytes:
    """What is signed: a line each, so that nothing can be taken for something else."""
    named = [f"{name}:{asked.headers[name]}" for name in SIGNED_HEADERS if name in asked.headers]
    secret_digest = hashlib.sha256(secret.encode()).hexdigest()
    lines = [_DOMAIN, device, secret_digest, str(count), asked.method, asked.target, asked.body_digest, *named]
    return "\n".join(lines).encode()
