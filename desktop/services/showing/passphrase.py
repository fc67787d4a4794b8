"""Asking for the passphrase again while the store is open: the one who holds the laptop may be somebody else by now."""

from casework.errors import UserError
from desktop.services.unlock import Laptop, give_up_recovery, key_store_of
from desktop.store.keyslot import SlotTerms, change_both, change_passphrase, is_recovery_key
from desktop.store.passphrase import passphrase_strength
from desktop.store.profile import load_device_secret, load_key
from desktop.store.profile_list import Profile
from desktop.store.slot_file import Slot, load_slot
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
        """Wrap a new store key under a new passphrase, in one replacement of the slot; the store waits for it.

        The store gets the new key at the next unlocking: what an old copy of the slot gives, with the old passphrase
        and the key store, opens it no more then. Where the agency's recovery key is not on this laptop any more and
        the slot relies on it, the key stays what it was. A recovery that was asked for and not finished ends: whoever
        knows the passphrase needs none, and the answer opens nothing then. A change of the store's key that is under
        way goes on. Slow on purpose: never on the thread of the windows.

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
            slot = load_slot(profile.slot_path)
            terms = SlotTerms(slot.user, slot.device, cost, *self._recovery(slot))
            if slot.escrow is not None and terms.recovery_public_key is None:
                change_passphrase(profile.slot_path, present, new, secret, cost)
            else:
                change_both(profile.slot_path, present, new, secret, terms)
        give_up_recovery(laptop, profile)

    def _recovery(self, slot: Slot) -> tuple[bytes | None, str]:
        """The recovery key that the new store key is sealed to, and for which laptop; none where the slot has none.

        One that is not usable keeps nobody from changing their passphrase.
        """
        public_key = self._laptop.policy.recovery_public_key
        if slot.escrow is None or not slot.escrow.laptop or public_key is None:
            return None, ""
        return (public_key, slot.escrow.laptop) if is_recovery_key(public_key) else (None, "")

    def has_recovery_key(self) -> bool:
        """Whether the agency can let somebody in who has forgotten the passphrase. Reads a file."""
        return load_slot(self._profile.slot_path).has_recovery_key

    def wait_s(self) -> int:
        """The whole seconds until the next try counts; 0: at once."""
        return WrongTries(self._profile.tries_path, self._laptop.clock).wait_s()
