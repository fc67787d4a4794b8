"""Taking in the office's receipts. Inside a transaction of the caller's: all of them, or nothing."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from casework.errors import Damaged
from casework.ledger.chain import check_receipt
from casework.ledger.protocol import PushResponse, Receipt, ReceiptItem, SignedReceipt
from casework.records.identifier import EntryId, Scope
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.store.ledger_table import Place
from desktop.store.outbox import from_base64
from desktop.store.reoffer import note_office_chain
from desktop.store.tables import Tables


class BadReceipt(Damaged):
    """A receipt that the office cannot have signed, or that is not about this laptop's entries."""

    def __init__(self) -> None:
        super().__init__(
            "The office's receipt could not be verified, so nothing counts as sent. Your work is safe on this laptop; "
            "tell your administrator."
        )


def take_push(tables: Tables, response: PushResponse) -> Change:
    """Keep every receipt. Raises ``BadReceipt`` before anything has changed for good."""
    identity, change = tables.identity(), Change(outbox=bool(response.receipts or response.noted))
    if response.held:
        return change | note_office_chain(tables, response.chain)
    tables.facts.save_kept_seq(response.kept_seq)
    tables.notes.note_arrived(response.noted, tables.outbox.tip(identity.device).seq)
    for signed in response.receipts:
        receipt = _verified(identity, signed)
        own = [item for item in receipt.items if not _is_of_a_copy(tables, receipt, item)]
        if receipt.items and not own:
            raise BadReceipt
        if len(own) < len(receipt.items):
            tables.facts.save_forked(True)
        placed = [EntryId(item.entry) for item in own if _take(tables, receipt, item)]
        tables.outbox.keep_receipt(signed, identity.device, [item.seq for item in own])
        for scope, records in tables.ledger.touched_by([*placed, *tables.rulings.take(placed)]).items():
            change |= tables.records.refold(scope, records)
    return change | note_office_chain(tables, response.chain)


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


def _is_of_a_copy(tables: Tables, receipt: Receipt, item: ReceiptItem) -> bool:
    """Tell whether the office signed for an entry of this laptop that is not here.

    A copy of this laptop sent it, or this one was restored from an older copy of itself: one receipt may be about what
    both have and what only the other has.
    """
    first = tables.outbox.first(receipt.device)
    return _scope_of(tables, receipt, item) is None and item.seq >= first > 0


def _scope_of(tables: Tables, receipt: Receipt, item: ReceiptItem) -> Scope | None:
    ident = EntryId(item.entry)
    return tables.outbox.scope_of(receipt.device, item.seq, ident) or tables.outbox.adopted_scope(ident)


def _take(tables: Tables, receipt: Receipt, item: ReceiptItem) -> bool:
    """Keep what became of one entry; tell whether its record has to be folded anew.

    The office's later word may have come with a page before its receipt does: then that word stays.
    """
    ident = EntryId(item.entry)
    scope = _scope_of(tables, receipt, item)
    if scope is None and item.seq < tables.outbox.first(receipt.device):
        return False  # Said again about what has left the outbox for good.
    if scope is None or receipt.scope not in {scope, ""}:
        raise BadReceipt
    news = not tables.ledger.is_placed(ident) and tables.ledger.place(
        ident, Place(item.verdict, item.reason, receipt.epoch, item.position), receipt.at
    )
    if not tables.outbox.has_receipt(ident):
        tables.ledger.note_receipt(ident, receipt.at)
    return news
