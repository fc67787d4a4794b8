"""Asking for the passphrase again while the store is open: the one who holds the laptop may be somebody else by now."""

from casework.errors import UserError
from desktop.services.unlock import Laptop, give_up_recovery, key_store_of
from desktop.store.keyslot import change_passphrase
from desktop.store.passphrase import passphrase_strength
from desktop.store.profile import Profile, load_device_secret, load_key
from desktop.store.slot_file import load_slot
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

    def change(self, present: str, new: str) -> None:
        """Wrap the store's key under a new passphrase, in one replacement of the slot; the store is not touched.

        A recovery that was asked for and not finished ends: whoever knows the passphrase needs none, and the answer
        opens nothing then. A change of the store's key that is under way goes on at the next unlocking. Slow on
        purpose: never on the thread of the windows.

        Raises:
            UserError: as `prove`, for a passphrase that falls at once, `DiskFull`. The present one is good then.
        """
        strength = passphrase_strength(new)
        if not strength.acceptable:
            raise UserError(strength.sentence)
        laptop, profile = self._laptop, self._profile
        cost = laptop.costing(laptop.policy.argon2_memory_kib)
        secret = load_device_secret(profile, key_store_of(laptop, profile))
        with WrongTries(profile.tries_path, laptop.clock).attempt():
            change_passphrase(profile.slot_path, present, new, secret, cost)
        give_up_recovery(laptop, profile)

    def has_recovery_key(self) -> bool:
        """Whether the agency can let somebody in who has forgotten the passphrase. Reads a file."""
        return load_slot(self._profile.slot_path).has_recovery_key

    def wait_s(self) -> int:
        """The whole seconds until the next try counts; 0: at once."""
        return WrongTries(self._profile.tries_path, self._laptop.clock).wait_s()
