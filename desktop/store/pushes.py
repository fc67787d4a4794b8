"""Taking in the office's receipts. Inside a transaction of the caller's: all of them, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from casework.errors import Damaged
from casework.ledger.chain import check_receipt
from casework.ledger.protocol import PushResponse, Receipt, ReceiptItem, SignedReceipt
from casework.records.identifier import EntryId
from casework.words import say
from desktop.store.arrivals import Fresh
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.store.ledger_table import Place
from desktop.store.outbox import Owned, from_base64
from desktop.store.reoffer import note_office_chain
from desktop.store.tables import Tables


class BadReceipt(Damaged):
    """A receipt that the office cannot have signed, or that is not about this laptop's entries."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The office's receipt could not be verified, so nothing counts as sent. Your work is safe on this "
                "laptop; "
                "tell your administrator."
            )
        )


def take_push(tables: Tables, response: PushResponse) -> Change:
    """Keep every receipt. Raises ``BadReceipt`` before anything has changed for good."""
    identity, change = tables.identity(), Change(outbox=bool(response.receipts or response.noted))
    if response.held:
        return change | note_office_chain(tables, response.chain)
    tables.facts.save_kept_seq(response.kept_seq)
    tables.notes.note_arrived(response.noted, tables.outbox.tip(identity.device).seq)
    said = _said(tables, identity, _verified(identity, response.receipts))
    taken = [(item, one.receipt) for one in said for item in one.taken]
    change |= _take(tables, taken)
    tables.outbox.keep_receipts(identity.device, [(one.signed, one.seqs) for one in said])
    return change | note_office_chain(tables, response.chain)


@dataclass(frozen=True)
class _Said:
    """One receipt: what of it is news here, and the numbers in the chain that it is kept for."""

    signed: SignedReceipt
    receipt: Receipt
    taken: Sequence[tuple[ReceiptItem, bool]]
    """With each, whether the office has signed for it before."""
    seqs: Sequence[int]


def _said(tables: Tables, identity: Identity, receipts: Sequence[tuple[SignedReceipt, Receipt]]) -> list[_Said]:
    """See what the receipts are about. Raises ``BadReceipt`` for one that is not about this laptop's entries."""
    entries = [EntryId(item.entry) for _, receipt in receipts for item in receipt.items]
    owned = tables.outbox.owned(identity.device, entries)
    first = tables.outbox.first(identity.device)
    found = []
    for signed, receipt in receipts:
        mine = [(item, _own(owned, item)) for item in receipt.items]
        # Signed for an entry of this laptop that is not here: a copy of this laptop sent it, or this one was restored
        # from an older copy of itself. One receipt may be about what both have and what only the other has.
        own = [(item, of) for item, of in mine if of is not None or not item.seq >= first > 0]
        if receipt.items and not own:
            raise BadReceipt
        if len(own) < len(receipt.items):
            tables.facts.save_forked(True)
        # What was said again about an entry that has left the outbox for good is passed over.
        taken = [(item, of) for item, of in own if of is not None or item.seq >= first]
        if any(of is None or receipt.scope not in {of.scope, ""} for _, of in taken):
            raise BadReceipt
        heard = [(item, of is not None and of.has_receipt) for item, of in taken]
        found.append(_Said(signed, receipt, heard, [item.seq for item, _ in own]))
    return found


def _take(tables: Tables, taken: Sequence[tuple[tuple[ReceiptItem, bool], Receipt]]) -> Change:
    """Keep what became of entries, and fold their records anew.

    The office's later word may have come with a page before its receipt does: then that word stays.
    """
    unplaced = tables.arrivals.unplaced([EntryId(item.entry) for (item, _), _ in taken])
    places: dict[datetime, dict[EntryId, Place]] = {}
    unheard: dict[datetime, list[EntryId]] = {}
    for (item, heard), receipt in taken:
        ident = EntryId(item.entry)
        if ident in unplaced:
            unplaced.remove(ident)
            place = Place(item.verdict, item.reason, receipt.epoch, item.position)
            places.setdefault(receipt.at, {})[ident] = place
        elif not heard:
            unheard.setdefault(receipt.at, []).append(ident)
    moved = [ident for at, some in places.items() for ident in tables.arrivals.move(some, at, by_receipt=True)]
    for at, entries in unheard.items():
        tables.arrivals.note_receipts(entries, at)
    wanted = tables.ledger.touched_by([*moved, *tables.rulings.take(moved)])
    return tables.records.refold_all(wanted, Fresh(moved=frozenset(moved)))


def _own(owned: Mapping[EntryId, Owned], item: ReceiptItem) -> Owned | None:
    found = owned.get(EntryId(item.entry))
    return found if found and found.seq in {item.seq, None} else None


def _verified(identity: Identity, receipts: Sequence[SignedReceipt]) -> list[tuple[SignedReceipt, Receipt]]:
    """Return the receipts with what they say, if the pinned server signed each for this laptop."""
    key = Ed25519PublicKey.from_public_bytes(identity.server_key) if receipts else None
    return [(signed, receipt_of(key, identity, signed)) for signed in receipts if key]


def receipt_of(key: Ed25519PublicKey, identity: Identity, signed: SignedReceipt) -> Receipt:
    """Return what a receipt says. Raises ``BadReceipt`` if the key is not the one that signed it."""
    try:
        if check_receipt(key, signed.data.encode(), from_base64(signed.signature)):
            receipt = Receipt.model_validate_json(signed.data)
            if receipt.device == identity.device:
                return receipt
    except (ValidationError, ValueError):
        raise BadReceipt from None
    raise BadReceipt
