"""The file form of a key slot: JSON with a header that is authenticated and a checksum that finds accidents.

The checksum is no protection, only the difference between "damaged file" and "wrong passphrase": whoever
changes the header on purpose and mends the checksum gets ``WrongPassphrase``, because the header is bound
into the wrapped key.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casework.errors import Damaged, NewerVersion
from casework.words import say
from desktop.store.private_file import load_private

VERSION = 1
_MOST_MEMORY_KIB = 1 << 20
_MOST_ROUNDS = 64


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at the passphrase costs, as Argon2id counts it (RFC 9106)."""

    memory_kib: int
    iterations: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Escrow:
    """The store key sealed to the agency's recovery key, which recovery key that was, and for which laptop it is.

    ``laptop``: the id that the office knows it by; empty where it was sealed before there was one, or by an earlier
    version: then nobody opens it.
    """

    recovery_key_id: str
    sealed: bytes
    laptop: str = ""

    def to_json(self) -> dict[str, str]:
        """Return its part of the header."""
        bound = {"laptop": self.laptop} if self.laptop else {}
        return {"recovery_key_id": self.recovery_key_id, "sealed": _text(self.sealed), **bound}


@dataclass(frozen=True, slots=True)
class Slot:
    """A key slot as it lies in the file. ``key_store_check`` is None where no key store is used.

    ``former``: while the store changes its key, the old key, wrapped under the new one.
    """

    user: str
    device: str
    generation: int
    cost: KdfCost
    salt: bytes
    key_store_check: bytes | None
    escrow: Escrow | None
    nonce: bytes
    wrapped_key: bytes
    former: bytes | None = None

    @property
    def uses_key_store(self) -> bool:
        """Tell whether the key store's half is needed."""
        return self.key_store_check is not None

    @property
    def has_recovery_key(self) -> bool:
        """Tell whether the agency can open the store when the passphrase is forgotten."""
        return self.escrow is not None and bool(self.escrow.laptop)

    def header(self) -> bytes:
        """Return the bytes that are bound to the wrapped key: everything but the wrapped key itself."""
        return _canonical(self._header())

    def to_json(self) -> bytes:
        """Return the file's content."""
        body = {"header": self._header(), "wrapped_key": _text(self.wrapped_key)}
        return json.dumps({**body, "checksum": _checksum(body)}, indent=1).encode()

    def _header(self) -> dict[str, Any]:
        former = {"former": _text(self.former)} if self.former is not None else {}
        return {
            "format": "doorstep-keyslot",
            "version": VERSION,
            "user": self.user,
            "device": self.device,
            "generation": self.generation,
            "kdf": {
                "name": "argon2id",
                "memory_kib": self.cost.memory_kib,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
                "salt": _text(self.salt),
            },
            "uses_key_store": self.uses_key_store,
            "key_store_check": _text(self.key_store_check) if self.key_store_check is not None else None,
            "escrow": self.escrow.to_json() if self.escrow else None,
            "nonce": _text(self.nonce),
            **former,
        }


class DamagedSlot(Damaged):
    """The key slot is broken or gone. The records are there; only a copy of the file opens them, and no recovery."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "The file that holds the key to your records is damaged, so they cannot be opened "
                "here. Do not delete anything: they are still on this laptop. Ask your IT team whether "
                "a backup of the laptop has the file keyslot.json. What had reached the office is safe "
                "there."
            )
        )


class NewerSlot(NewerVersion):
    """The key slot was written by a newer Doorstep."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Your records were last opened with a newer version of Doorstep. Ask your IT team to update this "
                "laptop."
            )
        )


def load_slot(path: Path) -> Slot:
    """Return what lies in the file, its keys still wrapped. Raises ``Damaged`` or ``NewerVersion``."""
    content = load_private(path)
    if content is None:
        raise DamagedSlot
    try:
        whole = json.loads(content)
        body = {"header": whole["header"], "wrapped_key": whole["wrapped_key"]}
        is_whole = whole["checksum"] == _checksum(body)
        version = whole["header"]["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedSlot from None
    if not is_whole:
        raise DamagedSlot
    if version != VERSION:
        raise NewerSlot
    try:
        return _slot(body["header"], body["wrapped_key"])
    except (ValueError, KeyError, TypeError):
        raise DamagedSlot from None


def _slot(header: dict[str, Any], wrapped_key: str) -> Slot:
    kdf, check, escrow = header["kdf"], header["key_store_check"], header["escrow"]
    return Slot(
        user=str(header["user"]),
        device=str(header["device"]),
        generation=int(header["generation"]),
        cost=_bounded(KdfCost(int(kdf["memory_kib"]), int(kdf["iterations"]), int(kdf["lanes"]))),
        salt=_bytes(kdf["salt"]),
        key_store_check=_bytes(check) if check is not None else None,
        escrow=_escrow(escrow) if escrow else None,
        nonce=_bytes(header["nonce"]),
        wrapped_key=_bytes(wrapped_key),
        former=_bytes(header["former"]) if "former" in header else None,
    )


def _escrow(found: dict[str, Any]) -> Escrow:
    return Escrow(str(found["recovery_key_id"]), _bytes(found["sealed"]), str(found.get("laptop", "")))


def _bounded(cost: KdfCost) -> KdfCost:
    """Return ``cost``. Raises ``ValueError`` where it is no cost at all or would freeze the laptop."""
    if not (1 <= cost.lanes <= _MOST_ROUNDS and 1 <= cost.iterations <= _MOST_ROUNDS):
        raise ValueError("a cost out of bounds")
    if not 8 * cost.lanes <= cost.memory_kib <= _MOST_MEMORY_KIB:
        raise ValueError("a cost out of bounds")
    return cost


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
