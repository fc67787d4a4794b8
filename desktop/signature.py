"""Signed JSON files: a policy, an announcement of a new version. One Ed25519 signature over everything but itself.

What is signed is the JSON text with sorted names and without spaces, so that a file may be laid out anew by hand or by
a deployment tool without losing its signature.
"""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.errors import UserError
from casework.words import say

FIELD = "signature"
_KEY_BYTES = 32


class NotSigned(UserError):
    """A file bears no signature, or not one of this key."""


def sign(values: Mapping[str, Any], purpose: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The values with a signature over them for a ``purpose``: one sort of file never passes for another."""
    plain = {name: value for name, value in values.items() if name != FIELD}
    return {**plain, FIELD: base64.b64encode(key.sign(_signed_bytes(plain, purpose))).decode()}


def check(values: Mapping[str, Any], purpose: str, public: bytes) -> None:
    """Pass over in silence what the private half of ``public`` (raw, 32 bytes) has signed. Raises ``NotSigned``."""
    found = values.get(FIELD)
    if not isinstance(found, str):
        raise NotSigned(say("It is not signed."))
    plain = {name: value for name, value in values.items() if name != FIELD}
    try:
        signature = base64.b64decode(found, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_bytes(plain, purpose))
    except (ValueError, InvalidSignature):
        raise NotSigned(say("It was altered after it was signed, or signed with another key.")) from None


def make_key(path: Path) -> str:
    """Write a new private half to a file that only its owner may read; the public half, as text.

    Raises:
        UserError: if there is a file already, or it cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(base64.b64encode(key.private_bytes_raw()).decode() + "\n")
    except FileExistsError:
        raise UserError(say("There is a file of this name already. A key is never overwritten.")) from None
    except OSError:
        raise UserError(say("The key cannot be written there.")) from None
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def load_private(path: Path) -> Ed25519PrivateKey:
    """A private half as ``make_key`` wrote it. Raises ``UserError``."""
    return Ed25519PrivateKey.from_private_bytes(_load(path))


def load_public(path: Path) -> bytes:
    """A public half as ``make_key`` gave it, raw. Raises ``UserError``."""
    return _load(path)


def read_public(text: str) -> bytes:
    """A public half from its text, raw (32 bytes). Raises ``ValueError``."""
    key = base64.b64decode(text.strip(), validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _load(path: Path) -> bytes:
    try:
        return read_public(path.read_text("ascii"))
    except (OSError, ValueError):
        raise UserError(
            say("The key {path} cannot be read: it has to be 32 bytes as base64.", path=path.name)
        ) from None


def _signed_bytes(values: Mapping[str, Any], purpose: str) -> bytes:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"doorstep/{purpose}/v1\n{text}".encode()
