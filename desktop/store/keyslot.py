"""The key slot: the store's random key, wrapped so that passphrase and key store together open it.

```
passphrase --Argon2id--> P     the key store gives D (nothing where it is not used)
KEK = HKDF-SHA256(P || D, info="doorstep/kek/v1|user|device")
slot = AES-256-GCM(KEK, store key, aad=header) and, for recovery, the store key sealed to two officers
```

How it is sealed for recovery is in ``casework.ledger.recovery``. While a store changes its key, after a recovery or
with the passphrase, the slot has both: the new one as ever, and the old one wrapped under it. A kill in the middle
leaves a store that one of the two opens, for who has the passphrase and for two officers alike.

The header carries no personal data: ``user`` and ``device`` are the random ids of the profile and of this
laptop's use of it.
"""

import os
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.errors import Unavailable, UserError
from casework.ledger.recovery import recovery_key_id, seal_key
from casework.words import say
from desktop.store.keystore import SecretMissing
from desktop.store.private_file import write_private
from desktop.store.slot_file import DamagedSlot, Escrow, KdfCost, Slot, load_slot

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


class WrongPassphrase(UserError):
    """The slot is whole, the key store's half is right, and the passphrase does not open it."""

    def __init__(self) -> None:
        super().__init__(
            say("That passphrase is not right. Check Caps Lock and the keyboard language, then try again.")
        )


@dataclass(frozen=True, slots=True)
class SlotTerms:
    """What a new slot is made for: random ids, the cost of a guess, the agency's recovery key, 64 bytes.

    ``laptop``: the id that the office knows this laptop by; empty before it has one.
    """

    user: str
    device: str
    cost: KdfCost
    recovery_public_key: bytes | None = None
    laptop: str = ""


def create_slot(path: Path, passphrase: str, device_secret: bytes | None, terms: SlotTerms) -> bytes:
    """Make a new random store key, write its slot (0600, whole or not at all) and return the key, 32 bytes.

    ``device_secret`` is the key store's half, 32 bytes, or None where the laptop has no key store and the
    administrator's policy allows that. Raises ``UserError`` when the recovery key is unusable,
    ``Unavailable`` when there is too little memory, ``DiskFull``.
    """
    if path.exists():
        raise FileExistsError("a key slot is never overwritten: another store's key would be lost")
    store_key = secrets.token_bytes(KEY_BYTES)
    slot = Slot(
        user=terms.user,
        device=terms.device,
        generation=0,
        cost=terms.cost,
        salt=b"",
        key_store_check=_check_of(device_secret) if device_secret is not None else None,
        escrow=_sealed(store_key, terms),
        nonce=b"",
        wrapped_key=b"",
    )
    write_private(path, _wrapped(slot, store_key, passphrase, device_secret).to_json())
    return store_key


def open_slot(path: Path, passphrase: str, device_secret: bytes | None) -> bytes:
    """Return the store key, 32 bytes; 64, the new one and the old one, while the store changes from one to the other.

    Raises four different things: ``WrongPassphrase``; ``Damaged`` when the file is broken or gone;
    ``NewerVersion``; ``SecretMissing`` when the slot needs the key store's half and ``device_secret`` is None
    or another one. Also ``Unavailable`` when there is too little memory.
    """
    return _opened(load_slot(path), passphrase, device_secret)


def change_passphrase(path: Path, old: str, new: str, device_secret: bytes | None, cost: KdfCost | None = None) -> None:
    """Wrap the same store key under a new passphrase, in one replacement of the file.

    Raises what ``open_slot`` raises for ``old``; the slot then stands as it was. The escrow is kept. ``cost``
    renews the cost of a guess.
    """
    slot = load_slot(path)
    store_key = _opened(slot, old, device_secret)
    renewed = replace(slot, cost=cost or slot.cost)
    write_private(path, _wrapped(renewed, store_key, new, device_secret).to_json())


def change_both(path: Path, old: str, new: str, device_secret: bytes | None, terms: SlotTerms) -> None:
    """Wrap a new store key under a new passphrase, the one until now beside it, in one replacement of the file.

    The store is written anew under the new key at the next unlocking (``rotation.settle_key``); until then the key
    beside it opens it, for whoever has the new passphrase and for two officers alike. A change that is under way goes
    on. Raises as ``change_passphrase``, and as ``create_slot``; the slot then stands as it was.
    """
    slot = load_slot(path)
    keys = _opened(slot, old, device_secret)
    if len(keys) == KEY_BYTES:
        keys = secrets.token_bytes(KEY_BYTES) + keys
    renewed = replace(slot, cost=terms.cost, escrow=_sealed(keys[:KEY_BYTES], terms))
    write_private(path, _wrapped(renewed, keys, new, device_secret).to_json())


def adopt_recovery_key(
    path: Path, passphrase: str, device_secret: bytes | None, recovery_public_key: bytes, laptop: str
) -> None:
    """Seal the store key to this recovery key for this laptop, where it is not yet. Raises as ``open_slot``."""
    slot = load_slot(path)
    bound = (recovery_key_id(recovery_public_key), laptop)
    if slot.escrow and (slot.escrow.recovery_key_id, slot.escrow.laptop) == bound:
        return
    keys = _opened(slot, passphrase, device_secret)
    terms = SlotTerms(slot.user, slot.device, slot.cost, recovery_public_key, laptop)
    sealed = replace(slot, escrow=_sealed(keys[:KEY_BYTES], terms))
    write_private(path, _wrapped(sealed, keys, passphrase, device_secret).to_json())


def keys_beside(path: Path, store_key: bytes) -> bytes:
    """Return the store's keys by the key that two officers gave: 64 bytes while it changes from one to the other.

    Raises ``Damaged``.
    """
    return store_key + _former(load_slot(path), store_key)


def renew_slot(path: Path, store_keys: bytes, passphrase: str, device_secret: bytes | None, terms: SlotTerms) -> None:
    """Write the slot anew around one store key, or the new and the old one, without the passphrase until now.

    For whoever has the store key by other means: after a recovery. Raises ``UserError``, ``Damaged``, ``DiskFull``.
    """
    slot = replace(
        load_slot(path),
        cost=terms.cost,
        key_store_check=_check_of(device_secret) if device_secret is not None else None,
        escrow=_sealed(store_keys[:KEY_BYTES], terms),
    )
    write_private(path, _wrapped(slot, store_keys, passphrase, device_secret).to_json())


def drop_old_key(path: Path, passphrase: str, device_secret: bytes | None) -> bytes:
    """Keep the new store key alone in the slot, once the store opens with it; return it. Raises as ``open_slot``."""
    slot = load_slot(path)
    key = _opened(slot, passphrase, device_secret)[:KEY_BYTES]
    write_private(path, _wrapped(slot, key, passphrase, device_secret).to_json())
    return key


def normalised(passphrase: str) -> bytes:
    """Return the bytes that are stretched: NFC, because keyboards compose the same letter in two ways."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def derive(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return P, 32 bytes, by Argon2id. Raises ``Unavailable`` when the laptop has not enough memory free."""
    function = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    try:
        return function.derive(normalised(passphrase))
    except MemoryError:
        raise Unavailable(
            say("This laptop has too little free memory to check your passphrase. Close other programs and try again.")
        ) from None


def _wrapped(slot: Slot, store_keys: bytes, passphrase: str, device_secret: bytes | None) -> Slot:
    """Return ``slot`` one generation on, with fresh salt and nonces, around one store key, or the new and the old."""
    key, old = store_keys[:KEY_BYTES], store_keys[KEY_BYTES:]
    nonce = os.urandom(_NONCE_BYTES)
    fresh = replace(
        slot,
        generation=slot.generation + 1,
        salt=os.urandom(_SALT_BYTES),
        nonce=os.urandom(_NONCE_BYTES),
        former=nonce + AESGCM(_former_key(slot, key)).encrypt(nonce, old, None) if old else None,
    )
    wrapping_key = _wrapping_key(fresh, passphrase, device_secret)
    return replace(fresh, wrapped_key=AESGCM(wrapping_key).encrypt(fresh.nonce, key, fresh.header()))


def _former(slot: Slot, store_key: bytes) -> bytes:
    """Return the old key while the store changes its key, nothing otherwise."""
    if slot.former is None:
        return b""
    nonce, wrapped = slot.former[:_NONCE_BYTES], slot.former[_NONCE_BYTES:]
    try:
        return AESGCM(_former_key(slot, store_key)).decrypt(nonce, wrapped, None)
    except (InvalidTag, ValueError):
        raise DamagedSlot from None


def _former_key(slot: Slot, store_key: bytes) -> bytes:
    info = f"doorstep/former-key/v1|{slot.user}|{slot.device}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(store_key)


def _opened(slot: Slot, passphrase: str, device_secret: bytes | None) -> bytes:
    if slot.key_store_check is None:
        device_secret = None
    elif device_secret is None or _check_of(device_secret) != slot.key_store_check:
        raise SecretMissing
    wrapping_key = _wrapping_key(slot, passphrase, device_secret)
    try:
        key = AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped_key, slot.header())
    except InvalidTag:
        raise WrongPassphrase from None
    return key + _former(slot, key)


def _wrapping_key(slot: Slot, passphrase: str, device_secret: bytes | None) -> bytes:
    """Return KEK, 32 bytes, from both halves."""
    stretched = derive(passphrase, slot.salt, slot.cost)
    info = f"doorstep/kek/v1|{slot.user}|{slot.device}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(
        stretched + (device_secret or b"")
    )


def _check_of(device_secret: bytes) -> bytes:
    """Return what tells a wrong key-store entry from a wrong passphrase; it gives nothing away."""
    function = hmac.HMAC(device_secret, hashes.SHA256())
    function.update(b"doorstep/device-secret/v1")
    return function.finalize()[:8]


def is_recovery_key(public_key: bytes) -> bool:
    """Tell whether a store key can be sealed to it."""
    try:
        seal_key(bytes(KEY_BYTES), public_key, "", "", "")
    except ValueError:
        return False
    return True


def _sealed(store_key: bytes, terms: SlotTerms) -> Escrow | None:
    """Return the store key sealed to the agency's recovery key, or None where the agency has none."""
    if terms.recovery_public_key is None:
        return None
    try:
        sealed = seal_key(store_key, terms.recovery_public_key, terms.user, terms.device, terms.laptop)
    except ValueError:
        raise UserError(
            say(
                "The agency's recovery key on this laptop is not usable, so nothing was set up. "
                "Ask your IT team to correct it."
            )
        ) from None
    return Escrow(recovery_key_id(terms.recovery_public_key), sealed, terms.laptop)
