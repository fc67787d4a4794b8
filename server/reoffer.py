"""What laptops bring again after the server was restored: its own signed receipts say what stood, and in which order.

The earliest receipt of an entry fixes its verdict and its place in the fold; its place in the log is new. One that came
again without a receipt, and whose receipt comes later, is put back in its order and announced again.
"""

import base64
import binascii
from collections.abc import Collection, Iterable, Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from casework.ledger.chain import check_receipt
from casework.ledger.entry import read_entry
from casework.ledger.protocol import Receipt, ReceiptItem, SignedReceipt, Verdict
from casework.records.identifier import DeviceId, EntryId, Scope
from casework.rules.intake import Judgement, is_withheld
from casework.rules.intake_reason import Reason
from server.placement import Word
from server.refold import refold
from server.storage.database import Connection
from server.storage.log import load_touched, lock_scopes, save_positions, save_touched
from server.storage.reorder import Ranked, load_ranked, move_to_end, save_verdict

Words = Mapping[EntryId, Word]


def read_words(
    key: Ed25519PublicKey, devices: Collection[DeviceId], receipts: Iterable[SignedReceipt]
) -> dict[EntryId, Word]:
    """The server's own earliest word on each entry of these devices. What it has not signed says nothing."""
    words: dict[EntryId, Word] = {}
    for signed in receipts:
        receipt = _read(key, signed)
        if receipt is not None and receipt.device in devices:
            for ident, word in _words_of(receipt):
                words[ident] = _earlier(words.get(ident), word)
    return words


def lower_orders(connection: Connection, words: Words, epoch: int, also: Collection[Scope] = ()) -> None:
    """Put entries that are here already back to the order that their receipts give them, where that is earlier.

    `also` are the scopes that the caller is going to lock in the same transaction: all are locked in one order.
    """
    ranked = [item for item in load_ranked(connection, words) if _is_lower(words[item.id], item)]
    if not ranked:
        return
    positions = lock_scopes(connection, {item.scope for item in ranked} | set(also))
    for item in sorted(ranked, key=lambda one: (one.scope, words[one.id].order or (0, 0))):
        positions[item.scope] += 1
        move_to_end(connection, item, words[item.id].order or item.order, (epoch, positions[item.scope]))
        _take_verdict(connection, item, words[item.id].judgement)
    moved = {scope: [item.id for item in ranked if item.scope == scope] for scope in sorted(positions)}
    for scope, entries in moved.items():
        refold(connection, scope, load_touched(connection, scope, entries))
    save_positions(connection, [(scope, positions[scope]) for scope, entries in moved.items() if entries])


def _take_verdict(connection: Connection, item: Ranked, first: Judgement) -> None:
    """Let the first verdict stand. What has been let in meanwhile is not withheld again by an old word."""
    if first.verdict == item.verdict or is_withheld(first.reason, item.scope):
        return
    save_verdict(connection, item.id, first.verdict, first.reason.value if first.reason else None)
    if item.withheld:
        save_touched(connection, [read_entry(item.data)])


def _is_lower(word: Word, item: Ranked) -> bool:
    return word.order is not None and word.order < item.order


def _read(key: Ed25519PublicKey, signed: SignedReceipt) -> Receipt | None:
    try:
        if check_receipt(key, signed.data.encode(), base64.b64decode(signed.signature, validate=True)):
            return Receipt.model_validate_json(signed.data)
    except (ValidationError, binascii.Error, ValueError):
        return None
    return None


def _words_of(receipt: Receipt) -> Iterator[tuple[EntryId, Word]]:
    for item in receipt.items:
        judgement = _judgement(item)
        if judgement is not None:
            # A position that was not told is 0: such an entry comes after all that were.
            order = (receipt.epoch, item.position) if item.position else None
            yield EntryId(item.entry), Word(judgement, order)


def _judgement(item: ReceiptItem) -> Judgement | None:
    """None for what could not be read then, and for reasons of a version that this one does not know."""
    if item.verdict is Verdict.DAMAGED or (item.reason is not None and item.reason not in set(Reason)):
        return None
    return Judgement(item.verdict, Reason(item.reason) if item.reason else None)


def _earlier(one: Word | None, other: Word) -> Word:
    if one is None:
        return other
    return other if other.order is not None and (one.order is None or other.order < one.order) else one
