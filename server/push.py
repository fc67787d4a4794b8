"""Taking a laptop's entries: chain and signature are checked, then the whole batch is kept or nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from casework.ledger.entry import Link
from casework.ledger.protocol import ChainTip, PushRequest, PushResponse
from casework.records.delivery.ruling import Ruling
from casework.records.file.misfiling import Misfiling, Receiving
from casework.records.file.same_person import SamePerson
from casework.records.identifier import DeviceId, EntryId
from casework.records.staff.grant import Exclusion
from server.admission import current_device
from server.adoption import with_adopted
from server.batch import check_signature, read_batch
from server.claim import without_own
from server.destruction import destroy_again
from server.intake import Arrival
from server.misfiling import settle_misfilings
from server.office import Office
from server.placement import Sender
from server.problem import FORK, GAP, Refused
from server.reoffer import Words, lower_orders, read_words
from server.same_person import repeat_exclusions
from server.storage.afterwards import after_commit
from server.storage.agency import load_epoch
from server.storage.database import Connection
from server.storage.device import Device, load_known, save_chain
from server.storage.held import add_held, count_held, holds
from server.storage.receipt import load_receipts
from server.unsealing import hand_on_notes, keep_notes, open_boxes

_ASK = (Misfiling.kind, Receiving.kind, Ruling.kind, SamePerson.kind, Exclusion.kind)
_MARKS = (*(f'"{kind}"' for kind in _ASK), "\\u")
"""One of them stands in every entry that does so, for letters may be written as numbers."""

MOST_HELD = 20
"""How many batches of one laptop are kept while the server is being restored. It keeps them all itself, too."""


def take_push(office: Office, device: DeviceId, request: PushRequest) -> PushResponse:
    """Keep a batch and answer with the receipts of all its entries; what is known already gets its first ones again.

    While the server is being restored the request is kept as it is and judged later.

    Raises:
        Refused: for a batch that is no continuation of the laptop's chain; nothing is changed then.
    """
    # Before anything is locked: meanwhile others are served.
    batch = read_batch(open_boxes(office.settings.folder, request))
    with office.database.write() as connection:
        epoch = load_epoch(connection)
        if not epoch.confirmed:
            return _hold(connection, device, request, office.clock.now())
        sender = current_device(connection, device, lock=True)
        response = _take(office, connection, sender, _Came(request, batch, epoch.number))
    if request.notes:
        hand_on_notes(office)
    if _may_ask_for_more(request):
        settle_misfilings(office)
        repeat_exclusions(office)
    return response


def _may_ask_for_more(request: PushRequest) -> bool:
    """Whether a batch may say that something is in the wrong file, or who has two files; or of a restored server."""
    return bool(request.receipts) or any(mark in (item.data or "\\u") for item in request.entries for mark in _MARKS)


def take_within(office: Office, connection: Connection, device: DeviceId, request: PushRequest) -> PushResponse:
    """Take a batch as part of a writing transaction of the caller's. Raises as `take_push`."""
    sender = current_device(connection, device, lock=True)
    return take_from(office, connection, sender, request)


def take_from(office: Office, connection: Connection, sender: Device, request: PushRequest) -> PushResponse:
    """Take a batch of a device that the caller has locked; of a stopped one everything is quarantined."""
    batch = read_batch(open_boxes(office.settings.folder, request))
    return _take(office, connection, sender, _Came(request, batch, load_epoch(connection).number))


@dataclass(frozen=True)
class _Came:
    """A request with its entries as they were read, and the epoch in which it is taken."""

    request: PushRequest
    batch: Sequence[Arrival]
    epoch: int


def _take(office: Office, connection: Connection, sender: Device, came: _Came) -> PushResponse:
    request, batch, epoch, device = came.request, came.batch, came.epoch, sender.id
    now = office.clock.now()
    signature = check_signature(sender, request)
    words = read_words(office.key.public_key(), {device, sender.replaces or device}, request.receipts)
    news = without_own(connection, office.key, device, _news(connection, sender, batch, words), now)
    lower_orders(connection, words, epoch, {item.sealed.entry.scope for item in news if item.sealed})
    if news:
        full = with_adopted(connection, sender, news, words)
        office.intake.take(connection, Sender(device, sender.staff, sender.stopped_at is not None), full, epoch, now)
        for name in destroy_again(connection, [item.id for item in full], now):
            after_commit(connection, partial(office.blobs.remove, name))
    chain = sender.chain
    if batch and request.tip.seq > chain.seq:
        chain = Link(request.tip.seq, request.tip.id)
        save_chain(connection, device, chain, signature)
    receipts = load_receipts(connection, device, batch[0].seq, batch[-1].seq) if batch else []
    return PushResponse(
        receipts=receipts,
        chain=ChainTip(seq=chain.seq, id=chain.id),
        server_time=now,
        noted=keep_notes(connection, device, request, now),
        kept_seq=sender.kept_seq,
    )


def _hold(connection: Connection, device: DeviceId, request: PushRequest, at: datetime) -> PushResponse:
    """Keep a request that its laptop has signed until the restore is confirmed; the same one is kept once."""
    read_batch(request)
    sender = current_device(connection, device, lock=True)
    check_signature(sender, request)
    text = request.model_dump_json()
    wanted = bool(request.entries or request.notes) and count_held(connection, device) < MOST_HELD
    if wanted and not holds(connection, device, text):
        add_held(connection, device, text, at)
    chain = ChainTip(seq=sender.chain.seq, id=sender.chain.id)
    return PushResponse(receipts=[], chain=chain, server_time=at, held=True, kept_seq=sender.kept_seq)


def _news(connection: Connection, device: Device, batch: Sequence[Arrival], words: Words) -> list[Arrival]:
    """What of the batch is new. Another entry where one is known, or one that continues something else, is a fork.

    After a restore the journal may have brought an entry from beyond the chain already.
    """
    if not batch:
        return []
    link = device.chain
    if batch[0].seq > link.seq + 1:
        if batch[0].id not in words:
            raise Refused(GAP)
        # The server had this entry, and so all before it: what lies between, a later backup had, and it alone.
        before = batch[0].sealed.entry.prev if batch[0].sealed else None
        link = Link(batch[0].seq - 1, EntryId(before) if before else None)
    known = load_known(connection, device.id, batch[0].seq, batch[-1].seq)
    news = []
    for item in batch:
        tip = link if item.seq > link.seq else None
        if known.get(item.seq, item.id) != item.id or not _fits(item, device.id, tip):
            raise Refused(FORK)
        if item.seq not in known:
            news.append(replace(item, word=words[item.id]) if item.id in words else item)
        link = Link(item.seq, item.id) if tip else link
    return news


def _fits(item: Arrival, device: DeviceId, before: Link | None) -> bool:
    """Whether an entry is of this chain, and goes on where the chain stands if it is beyond that.

    What cannot be read does so by the tip's signature alone.
    """
    if item.sealed is None:
        return True
    entry = item.sealed.entry
    follows = before is None or (entry.seq, entry.prev) == (before.seq + 1, before.id)
    return (entry.device, entry.seq) == (device, item.seq) and follows
