"""Signatures over a device's chain tip and over the server's receipts (Ed25519, each with its domain string).

Because every entry names the one before it by hash, a signature over the tip vouches for all of them.
"""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.errors import Damaged
from casework.ledger.entry import Link, Sealed
from casework.records.identifier import DeviceId
from casework.words import say

_TIP_DOMAIN = "doorstep/tip/v1"
_RECEIPT_DOMAIN = b"doorstep/receipt/v1\n"
_TOKEN_DOMAIN = "doorstep/token/v1"
_WIPE_DOMAIN = "doorstep/wipe/v1"


def _tip_bytes(device: DeviceId, tip: Link) -> bytes:
    return f"{_TIP_DOMAIN}\n{device}\n{tip.seq}\n{tip.id}".encode()


def sign_tip(key: Ed25519PrivateKey, device: DeviceId, tip: Link) -> bytes:
    """The device's signature (64 bytes) over its chain as far as `tip`."""
    return key.sign(_tip_bytes(device, tip))


def check_tip(key: Ed25519PublicKey, device: DeviceId, tip: Link, signature: bytes) -> bool:
    """Whether the signature over the tip is this device's."""
    return _verifies(key, signature, _tip_bytes(device, tip))


def sign_receipt(key: Ed25519PrivateKey, receipt: bytes) -> bytes:
    """The server's signature (64 bytes) over the exact bytes of a receipt."""
    return key.sign(_RECEIPT_DOMAIN + receipt)


def check_receipt(key: Ed25519PublicKey, receipt: bytes, signature: bytes) -> bool:
    """Whether the receipt was signed by the server whose key was pinned at enrolment."""
    return _verifies(key, signature, _RECEIPT_DOMAIN + receipt)


def token_request_bytes(device: DeviceId, nonce: str) -> bytes:
    """What a device signs to be given a short-lived token."""
    return f"{_TOKEN_DOMAIN}\n{device}\n{nonce}".encode()


def check_token_request(key: Ed25519PublicKey, device: DeviceId, nonce: str, signature: bytes) -> bool:
    """Whether the device itself asked for the token."""
    return _verifies(key, signature, token_request_bytes(device, nonce))


def sign_wipe(key: Ed25519PrivateKey, device: DeviceId) -> bytes:
    """The server's signature (64 bytes) under the order that a stopped laptop destroys what it holds."""
    return key.sign(_wipe_bytes(device))


def check_wipe(key: Ed25519PublicKey, device: DeviceId, signature: bytes) -> bool:
    """Whether the order to wipe is the pinned server's and for this device."""
    return _verifies(key, signature, _wipe_bytes(device))


def _wipe_bytes(device: DeviceId) -> bytes:
    return f"{_WIPE_DOMAIN}\n{device}".encode()


def follow_chain(device: DeviceId, start: Link, entries: Iterable[Sealed]) -> Link:
    """Walk entries that must continue a device's chain, and return where it stands then.

    Raises:
        Damaged: if an entry is of another device, out of order, or does not name the one before it.
    """
    link = start
    for sealed in entries:
        entry = sealed.entry
        if (entry.device, entry.seq, entry.prev) != (device, link.seq + 1, link.id):
            raise Damaged(
                say(
                    "The records on this laptop do not follow one another as they were signed. Nothing "
                    "was changed: ask your administrator."
                )
            )
        link = Link(entry.seq, sealed.id)
    return link


def _verifies(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
