"""What a laptop brings in its own chain while the server has it already: another chain carried it here.

Of a copied laptop the one copy's new chain carries what the other, stopped, hands over in the old one. The entry stays
as it was judged and is a link of its chain from now on. An id alone is nobody's: what was kept under it without being
its words gives way as soon as the words come.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.chain import sign_receipt
from casework.ledger.entry import entry_id
from casework.ledger.protocol import Receipt, ReceiptItem
from casework.records.identifier import DeviceId, EntryId, Scope
from casework.rules.intake import is_unseen
from server.intake import Arrival
from server.problem import ARRIVED_DAMAGED, Refused
from server.storage.claim import Known, claim, give_way, load_same
from server.storage.database import Connection
from server.storage.receipt import NewReceipt, save_receipts


def without_own(
    connection: Connection, key: Ed25519PrivateKey, device: DeviceId, news: Sequence[Arrival], at: datetime
) -> list[Arrival]:
    """What of a batch is to be judged: all but what an adoption has brought before, which gets receipts of its own.

    Raises:
        Refused: for what claims the id of an entry that is here, or of another one beside it, and is not that entry.
    """
    if len({item.id for item in news}) != len(news):
        raise Refused(ARRIVED_DAMAGED)
    give_way(connection, [item.id for item in news if entry_id(item.data) == item.id])
    known = {one.id: one for one in load_same(connection, [item.id for item in news])}
    if not known:
        return list(news)
    if any(not _is_same(known[item.id], device, item) for item in news if item.id in known):
        raise Refused(ARRIVED_DAMAGED)
    _sign(connection, key, device, known, at)
    return [item for item in news if item.id not in known]


def _is_same(known: Known, device: DeviceId, item: Arrival) -> bool:
    return known.adopted and (known.device, known.seq) == (device, item.seq)


def _sign(
    connection: Connection, key: Ed25519PrivateKey, device: DeviceId, known: Mapping[EntryId, Known], at: datetime
) -> None:
    """Write a receipt for each scope and epoch: a receipt tells positions of one epoch."""
    groups: dict[tuple[Scope | None, int], list[Known]] = {}
    for one in known.values():
        groups.setdefault((one.scope, one.epoch), []).append(one)
    for (scope, epoch), items in groups.items():
        told = [_item(one) for one in items]
        data = Receipt(epoch=epoch, scope=scope or "", device=device, at=at, items=told).model_dump_json()
        signed = NewReceipt(scope or "", data, sign_receipt(key, data.encode()))
        [number] = save_receipts(connection, device, [signed])
        for one in items:
            claim(connection, one, number)


def _item(one: Known) -> ReceiptItem:
    # As with any receipt: no position where one may not look.
    unseen = one.scope is not None and is_unseen(one.reason, one.scope)
    position = 0 if one.withheld or unseen else one.position
    return ReceiptItem(entry=one.id, seq=one.seq, position=position, verdict=one.verdict, reason=one.reason)
