"""The one-time key of a request for recovery: made for it, and destroyed with it."""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import UserError
from desktop.store.keystore import KeyStore, SecretMissing
from desktop.store.private_file import load_private, plain_disk_faults, write_private
from desktop.store.profile_list import Profile

_KEY_FILE = "recovery.key"


def is_asked(profile: Profile) -> bool:
    """Whether a request is under way, told without asking the key store. Raises ``FolderUnusable``."""
    with plain_disk_faults():
        return (profile.folder / _KEY_FILE).exists()


class RequestKey:
    """The private key of a request (raw X25519, 32 bytes): in the key store, or in a private file where there is none.

    It is made for one request and forgotten with its answer, or when whoever asked unlocks after all, so that an answer
    that somebody kept opens nothing later. Beside a key store the file is empty, and says that there is a request.
    """

    def __init__(self, profile: Profile, key_store: KeyStore | None) -> None:
        self._key_store = key_store
        self._entry = f"{profile.profile_id}.recovery"
        self._path = profile.folder / _KEY_FILE

    def load_or_make(self) -> bytes:
        """Return the key of the request that is under way, or begin one. Raises what the key store raises."""
        found = self._load()
        if self._key_store is not None and load_private(self._path) is None:
            # Before the key is kept: else a kill would leave one that nobody destroys.
            write_private(self._path, b"")
        if found is not None:
            return found
        made = X25519PrivateKey.generate().private_bytes_raw()
        if self._key_store is not None:
            self._key_store.save_secret(self._entry, made)
        else:
            write_private(self._path, made)
        return made

    def forget(self) -> None:
        """Destroy the key. Where the key store does not answer it is tried again at the next unlocking."""
        if self._key_store is not None:
            try:
                self._key_store.delete_secret(self._entry)
            except UserError:
                return
        with plain_disk_faults():
            self._path.unlink(missing_ok=True)

    def _load(self) -> bytes | None:
        if self._key_store is None:
            return load_private(self._path) or None
        try:
            return self._key_store.load_secret(self._entry)
        except SecretMissing:
            return None
