"""Reading a batch as it came: hashes, order and signature are checked before anything is asked of the database."""

import base64
import binascii
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.errors import Damaged
from casework.ledger.box import box_bytes
from casework.ledger.chain import check_tip
from casework.ledger.entry import Link, entry_id, read_entry
from casework.ledger.protocol import MAX_PUSH_BYTES, PushItem, PushRequest
from casework.records.identifier import EntryId
from server.intake import Arrival
from server.problem import ARRIVED_DAMAGED, GAP, NOT_SIGNED, TOO_LARGE, Refused
from server.storage.device import Device


def read_batch(request: PushRequest) -> list[Arrival]:
    """The batch with its hashes checked, in unbroken order and ending at the signed tip.

    Raises:
        Refused: if it is not.
    """
    if sum(len(item.data) + len(item.carried or "") for item in request.entries) > MAX_PUSH_BYTES:
        raise Refused(TOO_LARGE)
    batch = [_arrival(item) for item in request.entries]
    if any(later.seq != earlier.seq + 1 for earlier, later in pairwise(batch)):
        raise Refused(GAP)
    if batch and (batch[-1].seq, batch[-1].id) != (request.tip.seq, request.tip.id):
        raise Refused(NOT_SIGNED)
    return batch


def check_signature(device: Device, request: PushRequest) -> bytes:
    """The signature over the tip, if it is this device's.

    Raises:
        Refused: if it is not.
    """
    try:
        signature = base64.b64decode(request.signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(NOT_SIGNED) from error
    key = Ed25519PublicKey.from_public_bytes(device.public_key)
    if not check_tip(key, device.id, Link(request.tip.seq, request.tip.id), signature):
        raise Refused(NOT_SIGNED)
    return signature


def _arrival(item: PushItem) -> Arrival:
    if not item.data and item.sealed:
        # Sealed, and it does not open: damaged, kept as it came, and the chain goes on.
        return Arrival(item.seq, EntryId(item.id), box_bytes(item.sealed), None)
    if not item.data:
        # The laptop has the text no more, because a backup had it that was not the one restored: the chain goes on.
        return Arrival(item.seq, EntryId(item.id), b"", None)
    data = item.data.encode()
    ident = entry_id(data)
    if ident != item.id:
        raise Refused(ARRIVED_DAMAGED)
    carried = item.carried.encode() if item.carried is not None else None
    try:
        return Arrival(item.seq, ident, data, read_entry(data), carried=carried)
    except Damaged:
        return Arrival(item.seq, ident, data, None)
