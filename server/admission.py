"""Letting enrolled laptops in: a nonce to sign, a short-lived token for it, and nothing for a stopped laptop."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.ledger.audit import AuditWhat
from casework.ledger.chain import check_token_request
from casework.ledger.proof import Asked, RequestProof, is_proven
from casework.ledger.protocol import (
    TOKEN_LIFE_S,
    NonceRequest,
    NonceResponse,
    TokenRequest,
    TokenResponse,
)
from casework.records.identifier import SERVER_DEVICE, DeviceId, is_uuid
from server.journal import StoppedBy
from server.nonce import make_nonce, read_nonce
from server.office import Office
from server.problem import NOT_ADMITTED, RESTORING, Refused
from server.storage.audit import AuditNote, add_notes
from server.storage.credential import (
    add_token,
    load_bearer,
    remove_old,
    remove_tokens,
    spend_nonce,
)
from server.storage.database import Connection
from server.storage.device import Device, load_device, mark_seen, stop_device
from server.storage.present import Present, load_present

TOKEN_LIFE = timedelta(seconds=TOKEN_LIFE_S)

_SECRET_BYTES = 32
_NOBODYS_KEY = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
"""In whose name a signature is checked where there is no laptop: it takes as long."""


def give_nonce(office: Office, request: NonceRequest) -> NonceResponse:
    """Something to sign, good for a minute. Nothing is looked up or kept: whose it is, is seen when it is signed."""
    return NonceResponse(nonce=make_nonce(office.key, request.device, office.clock.now()))


def give_token(office: Office, request: TokenRequest) -> TokenResponse:
    """A token for a signed nonce, which is used up then. What is not signed rightly writes nothing.

    Raises:
        Refused: with one answer for everything that is not right.
    """
    now = office.clock.now()
    token = secrets.token_urlsafe(_SECRET_BYTES)
    until = _signed_until(office, request)
    if until is None:
        raise Refused(NOT_ADMITTED)
    with office.database.write() as connection:
        # Stopped in between, or signed a second time.
        fresh = spend_nonce(connection, request.nonce, request.device, until)
        admitted = fresh and mark_seen(connection, request.device, now)
        if admitted:
            add_token(connection, token, request.device, now + TOKEN_LIFE, office.proofs.given)
    if not admitted:
        raise Refused(NOT_ADMITTED)
    office.proofs.begin(token, now, now + TOKEN_LIFE)
    return TokenResponse(token=token, expires_in_s=TOKEN_LIFE_S)


def forget_old(office: Office) -> None:
    """Forget nonces and tokens that have run out. Now and then is enough: they are good for nothing."""
    with office.database.write() as connection:
        remove_old(connection, office.clock.now())


def admit(office: Office, token: str) -> DeviceId:
    """Which laptop a token was given to, once its request was proven. Raises as `admit_request`."""
    with office.database.read() as connection:
        device, confirmed = _bearer(office, connection, token)
    if not confirmed:
        raise Refused(RESTORING)
    return device.id


@dataclass(frozen=True)
class Shown:
    """What a request shows: its token, its proof where the header holds one, and what is asked."""

    token: str = field(repr=False)
    proof: RequestProof | None
    asked: Asked


def admit_request(office: Office, shown: Shown, *, to_push: bool = False) -> Device:
    """The laptop that a token was given to, if the laptop itself signed this request and it was not served before.

    Raises:
        Refused: with one answer for a token that is none or has run out, a stopped laptop, and whatever is wrong with
            the proof; and while the server is being restored, unless the laptop only comes `to_push`.
    """
    with office.database.single() as connection:
        device, confirmed = _bearer(office, connection, shown.token)
        key = Ed25519PublicKey.from_public_bytes(device.public_key)
        # First the signature: whoever has the token alone cannot even use its numbers up.
        if shown.proof is None or not is_proven(key, device.id, shown.token, shown.proof, shown.asked):
            raise Refused(NOT_ADMITTED)
        if not office.proofs.count(connection, shown.token, shown.proof.count, office.clock.now() + TOKEN_LIFE):
            raise Refused(NOT_ADMITTED)
    if not to_push and not confirmed:
        raise Refused(RESTORING)
    return device


def _bearer(office: Office, connection: Connection, token: str) -> tuple[Device, bool]:
    """Whose token this is, and whether the epoch is served. Raises `Refused`."""
    found = load_bearer(connection, token, office.clock.now())
    if found is None or not _is_admitted(found[0]):
        raise Refused(NOT_ADMITTED)
    return found


def current_device(connection: Connection, device: DeviceId, lock: bool) -> Device:
    """A device that is still admitted, seen within the transaction that serves it.

    Raises:
        Refused: if it was stopped meanwhile.
    """
    found = _current(connection, device, lock)
    if found is None:
        raise Refused(NOT_ADMITTED)
    return found


def present_device(connection: Connection, device: DeviceId) -> Present:
    """The same without a lock, with all that a look for news asks first, as of one moment. Raises as that."""
    found = load_present(connection, device)
    if found is None or not _is_admitted(found.device):
        raise Refused(NOT_ADMITTED)
    return found


def stop(office: Office, device: DeviceId) -> bool:
    """End a laptop's access from its next request on; False if there is no such laptop."""
    with office.database.write() as connection:
        return stop_within(office, connection, device)


def stop_within(office: Office, connection: Connection, device: DeviceId, by: StoppedBy | None = None) -> bool:
    """The same as part of a writing transaction of the caller's; `by` a senior, where one does it from their laptop."""
    now = office.clock.now()
    if device == SERVER_DEVICE or load_device(connection, device, lock=True) is None:
        return False
    stop_device(connection, device, now)
    remove_tokens(connection, device)
    office.journal.note_stop(connection, device, now, by)
    staff, why = (by.staff, by.reason) if by else (office.agency.administrator, None)
    add_notes(connection, [AuditNote(staff, AuditWhat.STOPPED, device, now, why=why)])
    return True


def _current(connection: Connection, device: DeviceId, lock: bool = False) -> Device | None:
    found = load_device(connection, device, lock)
    return found if found and _is_admitted(found) else None


def _is_admitted(device: Device) -> bool:
    return device.stopped_at is None and device.id != SERVER_DEVICE


def _signed_until(office: Office, request: TokenRequest) -> datetime | None:
    """Until when the nonce is good that an admitted laptop has signed here; None where anything is not right."""
    if not is_uuid(request.device):
        return None
    until = read_nonce(office.key, request.nonce, request.device, office.clock.now())
    with office.database.read() as connection:
        device = _current(connection, request.device)
    try:
        signature = base64.b64decode(request.signature, validate=True)
    except (binascii.Error, ValueError):
        return None
    key = Ed25519PublicKey.from_public_bytes(device.public_key if device else _NOBODYS_KEY)
    signed = check_token_request(key, request.device, request.nonce, signature)
    return until if signed and device is not None else None
