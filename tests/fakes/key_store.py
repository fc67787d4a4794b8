"""Key stores for fast tests, and the cheapest cost of a passphrase."""

from casework.errors import UserError
from desktop.store.keystore import SecretMissing
from desktop.store.slot_file import KdfCost

CHEAP_COST = KdfCost(memory_kib=64, iterations=1, lanes=1)
"""A derivation of a fraction of a millisecond. Never written on a real laptop: policy has a floor."""


class MemoryKeyStore:
    """A ``KeyStore`` that keeps its secrets in memory; every call raises ``fault`` while it is set.

    ``fault_of_delete``: raised where a secret is to be destroyed.
    """

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}
        self.fault: UserError | None = None
        self.fault_of_delete: UserError | None = None

    def load_secret(self, profile_id: str) -> bytes:
        """Return the secret. Raises ``SecretMissing`` or the ``fault``."""
        self._answer()
        if profile_id not in self.secrets:
            raise SecretMissing
        return self.secrets[profile_id]

    def save_secret(self, profile_id: str, secret: bytes) -> None:
        """Keep the secret."""
        self._answer()
        self.secrets[profile_id] = secret

    def keep_quietly(self, profile_id: str, secret: bytes) -> None:
        """Keep the secret."""
        self.save_secret(profile_id, secret)

    def delete_secret(self, profile_id: str) -> None:
        """Forget the secret, if it is there."""
        self._answer()
        if self.fault_of_delete is not None:
            raise self.fault_of_delete
        self.secrets.pop(profile_id, None)

    def describe(self) -> str:
        """Return its name."""
        return "the key store of this test"

    def _answer(self) -> None:
        if self.fault is not None:
            raise self.fault
