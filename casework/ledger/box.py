"""Sealed boxes: what was written on a laptop and may not be read there any more, until the server opens it (HPKE)."""

from base64 import b64decode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from casework.errors import Damaged
from casework.words import say

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"doorstep/box/v1"


def seal_box(key: bytes, data: bytes) -> bytes:
    """Seal bytes to the server's public key (raw X25519, 32 bytes). Nobody else can open it, the author included.

    Raises:
        ValueError: if the key is none.
    """
    return bytes(_SUITE.encrypt(data, X25519PublicKey.from_public_bytes(key), _INFO))


def open_box(key: bytes, box: bytes) -> bytes:
    """Open a box with the server's private key (raw X25519, 32 bytes).

    Raises:
        Damaged: if it was sealed to another key or altered on its way.
    """
    try:
        return bytes(_SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(key), _INFO))
    except (InvalidTag, ValueError):
        raise Damaged(say("A sealed box cannot be opened. It is kept as it came.")) from None


def box_bytes(text: str) -> bytes:
    """A box out of a message; what is no base64 stays as it came, and will not open."""
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return text.encode()
