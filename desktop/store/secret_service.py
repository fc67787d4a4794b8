"""The Secret Service of a Linux desktop, as ``keyring`` speaks to it, but with no connection left open after a fault.

Loaded on Linux only: ``secretstorage`` is not installed elsewhere.
"""

import secretstorage
from keyring.backends.SecretService import Keyring
from keyring.errors import InitError, KeyringLocked
from secretstorage.exceptions import SecretStorageException

_LONGEST_PROMPT_S = 120.0


class SecretServiceKeyring(Keyring):
    """Uses the default collection and no other, and asks the person at most two minutes to unlock it."""

    may_ask = True
    """Whether the person may be asked to unlock the collection; else a locked one is refused at once."""

    def get_preferred_collection(self) -> secretstorage.Collection:
        """Return the default collection, unlocked; its connection is closed by the caller.

        Raises ``KeyringLocked`` when it was not unlocked and ``InitError`` when there is none.
        """
        try:
            bus = secretstorage.dbus_init()
        except (SecretStorageException, OSError) as error:
            raise InitError("no session bus") from error
        try:
            collection = secretstorage.get_default_collection(bus)
            if self.may_ask and collection.is_locked():
                collection.unlock(timeout=_LONGEST_PROMPT_S)
            if collection.is_locked():
                raise KeyringLocked
        except TimeoutError:
            bus.close()
            raise KeyringLocked from None
        except SecretStorageException as error:
            bus.close()
            raise InitError("no collection") from error
        except BaseException:
            bus.close()
            raise
        return collection
