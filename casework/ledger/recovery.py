"""Recovery of a laptop's store key by two officers: what is sealed to whom, the shares, the code that is read out.

The store key is cut into two halves by a one-time pad, each useless alone, and each half is sealed to the key of one
officer (HPKE). No private key of the agency is ever put together, and no program but the laptop's own ever has both
halves: each officer's run opens one half and seals it again, at once, to a key that the locked laptop has made for this
request.

    recovery key   = public key of officer 1 || public key of officer 2        64 bytes, in the laptops' policy
    share n        = private key of officer n, with its number and a checksum  56 letters and figures
    what is sealed = HPKE(key 1, pad) || HPKE(key 2, store key xor pad)        160 bytes, in the key slot of one laptop
    request        = what is sealed, and a fresh public key                    named by SHA-256 of all of it
    code           = the first 80 bits of that name, for comparing by voice    16 letters and figures
"""

import hashlib
import secrets
from base64 import b32decode, b32encode, b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from pydantic import Field, ValidationInfo, field_validator

from casework.errors import UserError
from casework.ledger.message import Message
from casework.words import say

KEY_BYTES = 32
OFFICERS = (1, 2)
RECOVERY_KEY_BYTES = KEY_BYTES * len(OFFICERS)
_BOX_BYTES = 80
_CHECK_BYTES = 2
_CODE_LETTERS, _GROUP = 16, 4
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_BASE64 = r"^[A-Za-z0-9+/=]*$"
_HEX = r"^[0-9a-f]{64}$"
_ID = r"^[0-9a-f]{1,64}$"
# What the alphabet of base 32 does not have, as people write it.
_ALIKE = str.maketrans("018", "OIB")


class RecoveryRequest(Message):
    """What a locked laptop asks with. `profile`, `slot`: random ids of its key slot; `sealed`: the store key there."""

    device: str = Field(min_length=1, max_length=36, pattern=r"^[0-9a-f-]*$")
    profile: str = Field(pattern=_ID)
    slot: str = Field(pattern=_ID)
    sealed: str = Field(min_length=216, max_length=216, pattern=_BASE64)
    public_key: str = Field(min_length=44, max_length=44, pattern=_BASE64)

    @field_validator("sealed", "public_key")
    @classmethod
    def _whole(cls, text: str, info: ValidationInfo) -> str:
        if len(b64decode(text, validate=True)) != (KEY_BYTES if info.field_name == "public_key" else 2 * _BOX_BYTES):
            raise ValueError("cut short")
        return text

    def name(self) -> str:
        """The request's name, 64 hex digits: another key or another store has another name."""
        parts = (self.device, self.profile, self.slot, self.sealed, self.public_key)
        return hashlib.sha256("|".join(("doorstep/recovery-request/v1", *parts)).encode()).hexdigest()


class RecoveryTaken(Message):
    """The request has come; nothing is told of whether anybody knows the laptop."""


class RecoveryQuestion(Message):
    """Whether the request of this name has been answered."""

    request: str = Field(pattern=_HEX)


class RecoveryAnswer(Message):
    """The halves that officers have given, by their number, each sealed to the request's key; empty where none."""

    first: str = Field(default="", max_length=108, pattern=_BASE64)
    second: str = Field(default="", max_length=108, pattern=_BASE64)


class ShareUnreadable(UserError):
    """What was typed is no share, or a letter of it is wrong."""

    def __init__(self) -> None:
        super().__init__(
            say("This is not a share, or a letter of it is wrong. Compare it group by group with the paper.")
        )


class HalfUnreadable(UserError):
    """A half does not open with the key at hand."""

    def __init__(self) -> None:
        super().__init__(say("The answer does not belong to this request. Ask for recovery again."))


def seal_key(store_key: bytes, recovery_key: bytes, profile: str, slot: str, laptop: str) -> bytes:
    """Seal a store key (32 bytes) to the agency's recovery key (64 bytes), for one laptop of the office's alone.

    Who has copied a key slot could ask for it in the name of another laptop otherwise: officers would ring back the
    wrong person. Raises ``ValueError`` if the recovery key is none.
    """
    if len(recovery_key) != RECOVERY_KEY_BYTES or recovery_key[:KEY_BYTES] == recovery_key[KEY_BYTES:]:
        raise ValueError("a recovery key is two different keys of 32 bytes")
    pad = secrets.token_bytes(KEY_BYTES)
    sealed = []
    for number, half in zip(OFFICERS, (pad, _xor(store_key, pad)), strict=True):
        key = X25519PublicKey.from_public_bytes(recovery_key[(number - 1) * KEY_BYTES : number * KEY_BYTES])
        sealed.append(bytes(_SUITE.encrypt(half, key, info=_slot_info(number, profile, slot, laptop))))
    return b"".join(sealed)


def pass_half(request: RecoveryRequest, number: int, share: bytes) -> str:
    """Open one half with an officer's key and seal it at once to the laptop's; as base64. One half says nothing.

    Raises:
        UserError: if the share does not open what this laptop has sealed.
    """
    box = b64decode(request.sealed)[(number - 1) * _BOX_BYTES : number * _BOX_BYTES]
    info = _slot_info(number, request.profile, request.slot, request.device)
    try:
        half = bytes(_SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(share), info=info))
        key = X25519PublicKey.from_public_bytes(b64decode(request.public_key))
        answer = _SUITE.encrypt(half, key, info=_answer_info(number, request.name()))
    except (InvalidTag, ValueError):
        raise UserError(
            say(
                "This share does not open what the laptop has sealed. It was set up for another recovery key, and "
                "you need "
                "the share of that one; or what is asked for is another laptop's: ring back whoever asks before you "
                "go on."
            )
        ) from None
    return b64encode(answer).decode("ascii")


def join_halves(request: RecoveryRequest, key: bytes, answer: RecoveryAnswer) -> bytes:
    """The store key, 32 bytes, out of both halves, with the request's private key. Raises `HalfUnreadable`."""
    halves = []
    for number, text in zip(OFFICERS, (answer.first, answer.second), strict=True):
        info = _answer_info(number, request.name())
        try:
            half = bytes(_SUITE.decrypt(b64decode(text), X25519PrivateKey.from_private_bytes(key), info=info))
        except (InvalidTag, ValueError):
            raise HalfUnreadable from None
        if len(half) != KEY_BYTES:
            raise HalfUnreadable
        halves.append(half)
    return _xor(*halves)


def request_code(name: str) -> str:
    """What is read out over the telephone for a request: four groups of four."""
    return grouped(b32encode(bytes.fromhex(name)).decode("ascii")[:_CODE_LETTERS])


def share_text(number: int, private_key: bytes) -> str:
    """An officer's share as it is written down: 14 groups of four letters and figures."""
    body = bytes([number]) + private_key
    return grouped(b32encode(body + _check(body)).decode("ascii"))


def read_share(text: str) -> tuple[int, bytes]:
    """The number and the private key of a share, however it was typed. Raises `ShareUnreadable`."""
    try:
        whole = b32decode(plain_code(text))
    except ValueError:
        raise ShareUnreadable from None
    body, check = whole[:-_CHECK_BYTES], whole[-_CHECK_BYTES:]
    if len(body) != 1 + KEY_BYTES or check != _check(body) or body[0] not in OFFICERS:
        raise ShareUnreadable
    return body[0], body[1:]


def plain_code(text: str) -> str:
    """A code or share without spaces and dashes, with figures that look like letters put right."""
    return "".join(text.split()).replace("-", "").upper().translate(_ALIKE)


def grouped(text: str) -> str:
    """Letters in groups of four, to be read out or written down."""
    return "-".join(text[place : place + _GROUP] for place in range(0, len(text), _GROUP))


def recovery_key_id(recovery_key: bytes) -> str:
    """The short name of a recovery key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(recovery_key).hexdigest()[:16]


def _slot_info(number: int, profile: str, slot: str, laptop: str) -> bytes:
    return f"doorstep/escrow/v3|{number}|{profile}|{slot}|{laptop}".encode()


def _answer_info(number: int, name: str) -> bytes:
    return f"doorstep/recovery-answer/v1|{number}|{name}".encode()


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"doorstep/share/v1" + body).digest()[:_CHECK_BYTES]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
