"""Asking for the passphrase again while the store is open: the one who holds the laptop may be somebody else by now."""

from desktop.services.unlock import Laptop, key_store_of
from desktop.store.profile import Profile, load_key
from desktop.store.wrong_tries import WrongTries


class PassphraseCheck:
    """Whether a passphrase is that of the open profile. Wrong ones count as at the locked page, and make one wait."""

    def __init__(self, laptop: Laptop, profile: Profile) -> None:
        self._laptop, self._profile = laptop, profile

    def prove(self, passphrase: str) -> None:
        """Return if it is the passphrase. Slow on purpose: never on the thread of the windows.

        Raises:
            UserError: `TooSoon`, `WrongPassphrase`, or what is the matter with the key store or the key slot.
        """
        load_key(self._profile, passphrase, key_store_of(self._laptop, self._profile), self._laptop.clock)

    def wait_s(self) -> int:
        """The whole seconds until the next try counts; 0: at once."""
        return WrongTries(self._profile.tries_path, self._laptop.clock).wait_s()
