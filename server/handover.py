"""The one call that a stopped laptop may make: what it has not sent is quarantined, and then it is wiped."""

import base64
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.ledger.chain import sign_wipe
from casework.ledger.proof import Asked, RequestProof, is_proven
from casework.ledger.protocol import HandoverRequest, HandoverResponse
from casework.records.identifier import is_uuid
from server.nonce import read_nonce
from server.office import Office
from server.problem import NOT_ADMITTED, RESTORING, Refused
from server.push import take_from
from server.reported import note_events
from server.storage.agency import load_epoch
from server.storage.credential import spend_nonce
from server.storage.database import Connection
from server.storage.device import Device, load_device, note_wiped
from server.unsealing import hand_on_notes


@dataclass(frozen=True)
class Signed:
    """What the laptop has signed of its request, with the nonce in the place of a token."""

    proof: RequestProof | None
    asked: Asked

    def is_of(self, device: Device, nonce: str) -> bool:
        """Whether it was this laptop, for this nonce."""
        key = Ed25519PublicKey.from_public_bytes(device.public_key)
        return self.proof is not None and is_proven(key, device.id, nonce, self.proof, self.asked)


def take_handover(office: Office, request: HandoverRequest, signed: Signed) -> HandoverResponse:
    """Keep what a stopped laptop hands over. The order to wipe follows once a verified backup has all of it.

    Raises:
        Refused: with one answer for every device that is not a stopped laptop of this server, or does not sign.
    """
    until = _signed_until(office, request, signed)
    if until is None:
        raise Refused(NOT_ADMITTED)
    with office.database.write() as connection:
        fresh = spend_nonce(connection, request.nonce, request.device, until)
        device = load_device(connection, request.device, lock=True) if fresh else None
        if device is None or device.stopped_at is None:
            raise Refused(NOT_ADMITTED)
        if not load_epoch(connection).confirmed:
            raise Refused(RESTORING)
        push = take_from(office, connection, device, request.push)
        noted, passed_over = note_events(connection, device, request.events, office.clock.now())
        wipe = _order(office, connection, request)
    if request.push.notes:
        hand_on_notes(office)
    return HandoverResponse(push=push, wipe=wipe, settled=[*noted, *passed_over])


def _signed_until(office: Office, request: HandoverRequest, signed: Signed) -> datetime | None:
    """Until when the nonce is good that a stopped laptop has signed here; None where anything is not right."""
    if not is_uuid(request.device):
        return None
    until = read_nonce(office.key, request.nonce, request.device, office.clock.now())
    with office.database.read() as connection:
        device = load_device(connection, request.device)
    stopped = device is not None and device.stopped_at is not None and signed.is_of(device, request.nonce)
    return until if stopped else None


def _order(office: Office, connection: Connection, request: HandoverRequest) -> str | None:
    """The signed order, if nothing of the laptop's is missing from the last verified backup.

    The laptop has signed how far its chain goes. What a restored server does not know of it is on that laptop alone.
    """
    device, tip = load_device(connection, request.device), request.push.tip
    if device is None or (tip.seq, tip.id) != (device.chain.seq, device.chain.id):
        return None
    if device.kept_seq < device.chain.seq or request.push.entries or request.push.notes:
        return None
    note_wiped(connection, device.id, office.clock.now())
    return base64.b64encode(sign_wipe(office.key, device.id)).decode()
