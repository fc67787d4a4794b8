"""A forgotten passphrase, or a key store that has lost its half: two officers let the worker in again.

Nobody but this laptop ever has the store key: see `casework.ledger.recovery`. Over the network: never on the thread of
the windows.
"""

import base64
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.errors import UserError
from casework.ledger.recovery import (
    OFFICERS,
    RecoveryAnswer,
    RecoveryQuestion,
    RecoveryRequest,
    RecoveryTaken,
    join_halves,
    request_code,
)
from casework.words import say
from desktop.services.unlock import Laptop, Opened, laptop_key_store, open_profile, under_seal
from desktop.store.file_seal import FileSeal
from desktop.store.keyslot import SlotTerms, keys_beside, renew_slot
from desktop.store.keystore import KeyStore, SecretMissing
from desktop.store.passphrase import passphrase_strength
from desktop.store.private_file import plain_disk_faults
from desktop.store.profile_list import Profile
from desktop.store.recovery import RequestKey
from desktop.store.rotation import settle_key, standing_key
from desktop.store.slot_file import load_slot
from desktop.sync.channel import Channel, Office

_SAFE = say("Do not delete anything: what has reached the office is safe there. Phone your IT administrator.")


class NoRecovery(UserError):
    """The store key is sealed to nobody."""

    def __init__(self) -> None:
        super().__init__(
            say("There is no recovery key for this laptop, so nobody can open these records without your passphrase. ")
            + _SAFE
        )


class SealedEarlier(UserError):
    """The store key was sealed by an earlier version, which bound it to no laptop; the next unlocking seals it anew."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This laptop was last unlocked before two officers could let anybody in, so they cannot open these "
                "records without your passphrase. {safe}",
                safe=_SAFE,
            )
        )


class PassphraseSet(UserError):
    """The new passphrase opens the records from now on, but they could not be opened at this moment."""

    def __init__(self, why: str) -> None:
        super().__init__(say("Your new passphrase is set: unlock with it. {why}", why=why))


@dataclass(frozen=True)
class RecoveryState:
    """How far a recovery is: the code to read out, and how many of the two officers have put in their share."""

    code: str
    given: int

    @property
    def complete(self) -> bool:
        """Whether a new passphrase can be chosen now."""
        return self.given == len(OFFICERS)


def ask_recovery(laptop: Laptop, profile: Profile) -> RecoveryState:
    """Ask the office, or look again for what came of it: the same request until it is answered.

    Raises:
        UserError: `NoRecovery`, a key store or slot that cannot be used; ``Unavailable`` without a connection.
    """
    request, _ = _request(profile, laptop_key_store(laptop))
    answer = _exchange(laptop, profile, request)
    return RecoveryState(request_code(request.name()), bool(answer.first) + bool(answer.second))


def finish_recovery(laptop: Laptop, profile: Profile, passphrase: str) -> Opened:
    """Open the store with what both officers gave, under a new passphrase and a new store key; all is there as it was.

    Raises:
        PassphraseSet: the new passphrase stands, and only opening did not go well.
        UserError: for a weak passphrase, an answer that is not whole, all that opening raises. It can be tried again.
    """
    strength = passphrase_strength(passphrase)
    if not strength.acceptable:
        raise UserError(strength.sentence)
    key_store = laptop_key_store(laptop)
    request, key = _request(profile, key_store)
    found = join_halves(request, key, _exchange(laptop, profile, request))
    changed = key_store is not None and FileSeal(profile, key_store).lift()
    # Before anything is written: which key opens this store. There are two while an earlier change is not ended.
    old = standing_key(profile.store_path, keys_beside(profile.slot_path, found))
    open_profile(laptop, profile, old).close()
    device_secret = _device_secret(profile, key_store)
    cost = laptop.costing(laptop.policy.argon2_memory_kib)
    terms = SlotTerms(request.profile, request.slot, cost, laptop.policy.recovery_public_key, request.device)
    both = secrets.token_bytes(len(old)) + old
    renew_slot(profile.slot_path, both, passphrase, device_secret, terms)
    try:
        with plain_disk_faults():
            profile.tries_path.unlink(missing_ok=True)
        RequestKey(profile, key_store).forget()
        opened = open_profile(laptop, profile, settle_key(profile, both, passphrase, device_secret))
        return under_seal(opened, key_store, changed)
    except UserError as error:
        raise PassphraseSet(error.sentence) from error


def _request(profile: Profile, key_store: KeyStore | None) -> tuple[RecoveryRequest, bytes]:
    """The request that is under way, or a new one, and its private key."""
    slot = load_slot(profile.slot_path)
    if slot.escrow is None:
        raise NoRecovery
    if not slot.escrow.laptop:
        raise SealedEarlier
    key = RequestKey(profile, key_store).load_or_make()
    public_key = X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    request = RecoveryRequest(
        device=slot.escrow.laptop,
        profile=slot.user,
        slot=slot.device,
        sealed=base64.b64encode(slot.escrow.sealed).decode("ascii"),
        public_key=base64.b64encode(public_key).decode("ascii"),
    )
    return request, key


def _exchange(laptop: Laptop, profile: Profile, request: RecoveryRequest) -> RecoveryAnswer:
    with Channel(Office(profile.server_url, laptop.policy.agency_ca_file)) as channel:
        channel.call("recovery", request, RecoveryTaken)
        return channel.call("recovery/answer", RecoveryQuestion(request=request.name()), RecoveryAnswer)


def _device_secret(profile: Profile, key_store: KeyStore | None) -> bytes | None:
    """The key store's half: the one that is there, or a new one where it was lost."""
    if key_store is None:
        return None
    try:
        return key_store.load_secret(profile.profile_id)
    except SecretMissing:
        made = secrets.token_bytes(32)
        key_store.save_secret(profile.profile_id, made)
        return made
