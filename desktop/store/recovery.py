"""What a recovery needs beside the key slot: which laptop this is, and the one-time key of a request."""

import json
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import UserError
from casework.records.identifier import DeviceId
from desktop.store.keystore import KeyStore, SecretMissing
from desktop.store.private_file import load_private, plain_disk_faults, write_private
from desktop.store.profile import Profile

_DEVICE_FILE = "office.json"
_KEY_FILE = "recovery.key"


def note_device(profile: Profile, device: DeviceId) -> None:
    """Write beside the store which laptop the office knows it as: a random id, readable while it is locked."""
    if load_noted_device(profile) != device:
        write_private(profile.folder / _DEVICE_FILE, json.dumps({"device": device}).encode())


def load_noted_device(profile: Profile) -> DeviceId | None:
    """Return what was noted; None where nothing was, or nothing that can be read."""
    try:
        return DeviceId(str(json.loads(load_private(profile.folder / _DEVICE_FILE) or b"")["device"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class RequestKey:
    """The private key of a request (raw X25519, 32 bytes): in the key store, or in a private file where there is none.

    It is made for one request and forgotten with its answer, so that an answer that somebody kept opens nothing later.
    """

    def __init__(self, profile: Profile, key_store: KeyStore | None) -> None:
        self._key_store = key_store
        self._entry = f"{profile.profile_id}.recovery"
        self._path = profile.folder / _KEY_FILE

    def load_or_make(self) -> bytes:
        """Return the key of the request that is under way, or begin one. Raises what the key store raises."""
        found = self._load()
        if found is not None:
            return found
        made = X25519PrivateKey.generate().private_bytes_raw()
        if self._key_store is not None:
            self._key_store.save_secret(self._entry, made)
        else:
            write_private(self._path, made)
        return made

    def forget(self) -> None:
        """Destroy the key. A key store that does not answer keeps one that opens nothing any more."""
        if self._key_store is not None:
            with suppress(UserError):
                self._key_store.delete_secret(self._entry)
        with plain_disk_faults():
            self._path.unlink(missing_ok=True)

    def _load(self) -> bytes | None:
        if self._key_store is None:
            return load_private(self._path)
        try:
            return self._key_store.load_secret(self._entry)
        except SecretMissing:
            return None
