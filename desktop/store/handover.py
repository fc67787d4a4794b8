"""Taking in the office's answer to what a stopped laptop handed over. Inside a transaction of the caller's."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.ledger.chain import check_wipe
from casework.ledger.protocol import HandoverResponse
from desktop.store.change import Change
from desktop.store.outbox import from_base64
from desktop.store.pushes import BadReceipt, take_push
from desktop.store.tables import Tables

STOPPED, WIPE = "stopped", "wipe"


def take_handover(tables: Tables, response: HandoverResponse) -> Change:
    """Keep the receipts and whether to wipe. Raises ``BadReceipt`` unless something is signed by the pinned server."""
    change = take_push(tables, response.push)
    if response.wipe is not None:
        _check(tables, response.wipe)
    tables.audit.drop(response.settled)
    # A server that was restored to an earlier point may lack what this laptop was once told that it has.
    if response.wipe is not None and not tables.outbox.unsent() and not tables.audit.count():
        tables.facts.save_stopped(WIPE)
    elif response.wipe is not None or response.push.receipts:
        tables.facts.save_stopped(STOPPED)
    return change


def _check(tables: Tables, wipe: str) -> None:
    identity = tables.identity()
    key = Ed25519PublicKey.from_public_bytes(identity.server_key)
    try:
        signature = from_base64(wipe)
    except ValueError:
        raise BadReceipt from None
    if not check_wipe(key, identity.device, signature):
        raise BadReceipt
