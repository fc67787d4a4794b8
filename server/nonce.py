"""What a laptop is given to sign, once: nothing of it is kept before it is signed, so that anybody may ask for one.

A nonce says until when it is good and is sealed for its device with a key that only this office's processes have. What
was signed rightly is noted until then, so that it counts once (`storage.credential.spend_nonce`).
"""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casework.records.identifier import DeviceId

NONCE_LIFE = timedelta(minutes=1)
CLOCKS_APART = timedelta(minutes=5)
"""A nonce that would be good for longer than this beyond its minute was made while the clock was wrong."""

_DOMAIN = b"doorstep nonce v1"
_BYTES = 32
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def make_nonce(key: Ed25519PrivateKey, device: DeviceId, now: datetime, life: timedelta = NONCE_LIFE) -> str:
    """Something to sign that is good for a minute, or for as long as is said, for this device alone. `now`: aware."""
    until = (now + life - _EPOCH) // timedelta(milliseconds=1)
    said = f"{until}.{secrets.token_urlsafe(_BYTES)}"
    return f"{said}.{_seal(key, device, said)}"


def read_nonce(
    key: Ed25519PrivateKey, nonce: str, device: DeviceId, now: datetime, life: timedelta = NONCE_LIFE
) -> datetime | None:
    """Until when a nonce is good; None where this office did not give it to this device, or its minute is over.

    Nor where it is far from its minute (or another `life`) yet: it was made by a clock that has been set back since.
    """
    said, _, seal = nonce.rpartition(".")
    if not hmac.compare_digest(seal.encode(errors="replace"), _seal(key, device, said).encode()):
        return None
    until = _EPOCH + timedelta(milliseconds=int(said.partition(".")[0]))
    return until if now < until <= now + life + CLOCKS_APART else None


def _seal(key: Ed25519PrivateKey, device: DeviceId, said: str) -> str:
    own = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=_DOMAIN).derive(key.private_bytes_raw())
    text = f"{device}\n{said}".encode(errors="surrogatepass")
    return base64.urlsafe_b64encode(hmac.new(own, text, hashlib.sha256).digest()).rstrip(b"=").decode()
