"""Taking a laptop's entries: hashes, chain and signature are checked, then the whole batch is kept or nothing is."""

import base64
import binascii
from collections.abc import Sequence
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.errors import Damaged
from casework.ledger.chain import check_tip
from casework.ledger.entry import Link, Sealed, entry_id, read_entry
from casework.ledger.protocol import MAX_PUSH_BYTES, ChainTip, PushItem, PushRequest, PushResponse
from casework.records.identifier import DeviceId
from server.admission import current_device
from server.intake import Arrival
from server.office import Office
from server.placement import Sender
from server.problem import ARRIVED_DAMAGED, FORK, GAP, NOT_SIGNED, TOO_LARGE, Refused
from server.storage.database import Connection
from server.storage.device import Device, load_known, save_chain
from server.storage.receipt import load_receipts


def take_push(office: Office, device: DeviceId, request: PushRequest) -> PushResponse:
    """Keep a batch and answer with the receipts of all its entries; what is known already gets its first ones again.

    Raises:
        Refused: for a batch that is no continuation of the laptop's chain; nothing is changed then.
    """
    batch = _checked(request)
    now = office.clock.now()
    with office.database.write() as connection:
        sender = current_device(connection, device, lock=True)
        signature = _check_tip(sender, request)
        arrivals = _news(connection, sender, batch)
        tip = Link(request.tip.seq, request.tip.id)
        if arrivals:
            office.intake.take(connection, Sender(device, sender.staff), arrivals, office.agency.epoch, now)
            save_chain(connection, device, tip, signature)
        receipts = load_receipts(connection, device, batch[0].seq, batch[-1].seq) if batch else []
    chain = tip if arrivals else sender.chain
    return PushResponse(receipts=receipts, chain=ChainTip(seq=chain.seq, id=chain.id), server_time=now)


def _checked(request: PushRequest) -> list[Arrival]:
    """The batch with its hashes checked, in unbroken order and ending at the signed tip."""
    if sum(len(item.data) for item in request.entries) > MAX_PUSH_BYTES:
        raise Refused(TOO_LARGE)
    batch = [_arrival(item) for item in request.entries]
    if any(later.seq != earlier.seq + 1 for earlier, later in pairwise(batch)):
        raise Refused(GAP)
    if batch and (batch[-1].seq, batch[-1].id) != (request.tip.seq, request.tip.id):
        raise Refused(NOT_SIGNED)
    return batch


def _arrival(item: PushItem) -> Arrival:
    data = item.data.encode()
    ident = entry_id(data)
    if ident != item.id:
        raise Refused(ARRIVED_DAMAGED)
    try:
        return Arrival(item.seq, ident, data, read_entry(data))
    except Damaged:
        return Arrival(item.seq, ident, data, None)


def _check_tip(device: Device, request: PushRequest) -> bytes:
    try:
        signature = base64.b64decode(request.signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(NOT_SIGNED) from error
    key = Ed25519PublicKey.from_public_bytes(device.public_key)
    if not check_tip(key, device.id, Link(request.tip.seq, request.tip.id), signature):
        raise Refused(NOT_SIGNED)
    return signature


def _news(connection: Connection, device: Device, batch: Sequence[Arrival]) -> list[Arrival]:
    """What of the batch is new. Another entry where one is known, or one that continues something else, is a fork."""
    known, news = device.chain, [item for item in batch if item.seq > device.chain.seq]
    if not batch:
        return []
    if batch[0].seq > known.seq + 1:
        raise Refused(GAP)
    ids = load_known(connection, device.id, batch[0].seq, known.seq)
    if any(ids.get(item.seq) != item.id for item in batch if item.seq <= known.seq):
        raise Refused(FORK)
    for item in news:
        if item.sealed and not _continues(item.sealed, device.id, known):
            raise Refused(FORK)
        known = Link(item.seq, item.id)
    return news


def _continues(sealed: Sealed, device: DeviceId, known: Link) -> bool:
    entry = sealed.entry
    return (entry.device, entry.seq, entry.prev) == (device, known.seq + 1, known.id)
