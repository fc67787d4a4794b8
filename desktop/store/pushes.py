"""Taking in the office's receipts. Inside a transaction of the caller's: all of them, or nothing."""

from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from casework.errors import Damaged
from casework.ledger.chain import check_receipt
from casework.ledger.protocol import PushResponse, Receipt, ReceiptItem, SignedReceipt
from casework.records.identifier import EntryId, Scope
from casework.words import say
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
    for signed in response.receipts:
        change |= _take_receipt(tables, identity, signed)
    return change | note_office_chain(tables, response.chain)


def _take_receipt(tables: Tables, identity: Identity, signed: SignedReceipt) -> Change:
    """Keep one receipt: word for word, and what became of each entry."""
    receipt = _verified(identity, signed)
    owned = tables.outbox.owned(receipt.device, [EntryId(item.entry) for item in receipt.items])
    first = tables.outbox.first(receipt.device)
    scopes = {item.entry: _scope_of(owned, item) for item in receipt.items}
    # The office signed for an entry of this laptop that is not here: a copy of this laptop sent it, or this one was
    # restored from an older copy of itself. One receipt may be about what both have and what only the other has.
    own = [item for item in receipt.items if scopes[item.entry] is not None or not item.seq >= first > 0]
    if receipt.items and not own:
        raise BadReceipt
    if len(own) < len(receipt.items):
        tables.facts.save_forked(True)
    # What was said again about an entry that has left the outbox for good is passed over.
    taken = [item for item in own if scopes[item.entry] is not None or item.seq >= first]
    if any(scopes[item.entry] is None or receipt.scope not in {scopes[item.entry], ""} for item in taken):
        raise BadReceipt
    placed = _place(tables, receipt, taken)
    unheard = (ident for item in taken if not owned[ident := EntryId(item.entry)].has_receipt)
    tables.arrivals.note_receipts(unheard, receipt.at)
    tables.outbox.keep_receipt(signed, identity.device, [item.seq for item in own])
    return tables.records.refold_all(tables.ledger.touched_by([*placed, *tables.rulings.take(placed)]))


def _place(tables: Tables, receipt: Receipt, items: Sequence[ReceiptItem]) -> list[EntryId]:
    """Keep what became of entries; return those whose records have to be folded anew.

    The office's later word may have come with a page before its receipt does: then that word stays.
    """
    unplaced = tables.arrivals.unplaced([EntryId(item.entry) for item in items])
    places = {
        EntryId(item.entry): Place(item.verdict, item.reason, receipt.epoch, item.position)
        for item in items
        if item.entry in unplaced
    }
    return tables.arrivals.move(places, receipt.at)


def _scope_of(owned: Mapping[EntryId, Owned], item: ReceiptItem) -> Scope | None:
    found = owned.get(EntryId(item.entry))
    return found.scope if found and found.seq in {item.seq, None} else None


def _verified(identity: Identity, signed: SignedReceipt) -> Receipt:
    """Return the receipt if the pinned server signed it for this laptop."""
    key = Ed25519PublicKey.from_public_bytes(identity.server_key)
    try:
        if check_receipt(key, signed.data.encode(), from_base64(signed.signature)):
            receipt = Receipt.model_validate_json(signed.data)
            if receipt.device == identity.device:
                return receipt
    except (ValidationError, ValueError):
        raise BadReceipt from None
    raise BadReceipt
