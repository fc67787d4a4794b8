"""Making, opening and destroying a profile: one person's store with its key slot. What is here: `profile_list`."""

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from casework.errors import UserError
from casework.words import say
from desktop.clock import Clock
from desktop.settings import Folders, make_private_folder
from desktop.store.connection import create_store
from desktop.store.keyslot import SlotTerms, create_slot, open_slot
from desktop.store.keystore import KeyStore, NoKeyStore
from desktop.store.migrations.runner import Step, migrate
from desktop.store.private_file import plain_disk_faults, sync_folder, write_private
from desktop.store.profile_list import PROFILE_FILE, PROFILE_VERSION, Profile, clean_label
from desktop.store.single_instance import InstanceLock
from desktop.store.slot_file import KdfCost, load_slot
from desktop.store.wrong_tries import WrongTries

LABEL_HINT = say("Anyone who opens this laptop can read this label: use initials or “Profile 1”, not your name.")
"""Stands beside the field in which the label is chosen."""

_UNFINISHED = ".new-"


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a person gives to begin: a short label and the server's address."""

    label: str
    server_url: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """How the key of a new profile is guarded. ``key_store`` None: the passphrase alone, as policy allows."""

    key_store: KeyStore | None
    cost: KdfCost
    recovery_public_key: bytes | None = None


def create_profile(folders: Folders, new: NewProfile, terms: KeyTerms, steps: Sequence[Step]) -> tuple[Profile, bytes]:
    """Make a profile: key-store entry, key slot, empty store at this version. Return it with the store key.

    All or nothing: an error takes back what was done, and after a kill the next call does. Takes as long as
    one passphrase check. Raises what the key store raises, ``UserError`` for an unusable label, ``DiskFull``.
    """
    label = clean_label(new.label)
    profile_id = secrets.token_hex(16)
    with InstanceLock(folders.data / "creating.lock"):
        _remove_unfinished(folders, terms.key_store)
        draft = Profile(profile_id, label, new.server_url, folders.data / f"{_UNFINISHED}{profile_id}")
        try:
            key = _write(draft, new.passphrase, terms, steps)
            finished = Profile(profile_id, label, new.server_url, folders.data / profile_id)
            with plain_disk_faults():
                draft.folder.rename(finished.folder)
                sync_folder(folders.data)
        except BaseException:
            _take_back(draft, terms.key_store)
            raise
    return finished, key


def load_key(profile: Profile, passphrase: str, key_store: KeyStore | None, clock: Clock) -> bytes:
    """Return the store key of the profile, 32 bytes, counting a wrong passphrase.

    Raises ``TooSoon``, ``WrongPassphrase``, ``SecretMissing``, ``KeyStoreLocked``, ``NoKeyStore``,
    ``DamagedSlot``, ``NewerSlot``. Only a wrong passphrase lengthens the wait. Slow on purpose: never on the
    window's thread.
    """
    with WrongTries(profile.tries_path, clock).attempt():
        return open_slot(profile.slot_path, passphrase, load_device_secret(profile, key_store))


def load_device_secret(profile: Profile, key_store: KeyStore | None) -> bytes | None:
    """Return the key store's half of the profile's key, or None where its slot needs none."""
    if not load_slot(profile.slot_path).uses_key_store:
        return None
    if key_store is None:
        raise NoKeyStore
    return key_store.load_secret(profile.profile_id)


def remove_profile(profile: Profile, key_store: KeyStore | None) -> None:
    """Destroy a profile with everything in it: where enrolment was refused, or by the office's signed order."""
    with plain_disk_faults():
        doomed = profile.folder.rename(profile.folder.with_name(f"{_UNFINISHED}{profile.profile_id}"))
    _take_back(Profile(profile.profile_id, profile.label, profile.server_url, doomed), key_store)


def seal_entry(profile_id: str) -> str:
    """Return under which name the key store keeps what the closed store was (``file_seal``)."""
    return f"{profile_id}.seal"


def _write(draft: Profile, passphrase: str, terms: KeyTerms, steps: Sequence[Step]) -> bytes:
    """Write every part of a profile into its unfinished folder and return the store key."""
    make_private_folder(draft.folder)
    secret = secrets.token_bytes(32) if terms.key_store else None
    if terms.key_store and secret:
        terms.key_store.save_secret(draft.profile_id, secret)
    slot_terms = SlotTerms(draft.profile_id, secrets.token_hex(16), terms.cost, terms.recovery_public_key)
    key = create_slot(draft.slot_path, passphrase, secret, slot_terms)
    connection = create_store(draft.store_path, key)
    try:
        migrate(connection, draft.store_path, key, steps)
    finally:
        connection.close()
    content = {
        "version": PROFILE_VERSION,
        "profile_id": draft.profile_id,
        "label": draft.label,
        "server_url": draft.server_url,
    }
    write_private(draft.folder / PROFILE_FILE, json.dumps(content, indent=1).encode())
    return key


def _remove_unfinished(folders: Folders, key_store: KeyStore | None) -> None:
    """Take back what a kill left of profiles that were never finished; nobody has seen anything of them."""
    for folder in folders.data.glob(f"{_UNFINISHED}*"):
        _take_back(Profile(folder.name.removeprefix(_UNFINISHED), "", "", folder), key_store)


def _take_back(draft: Profile, key_store: KeyStore | None) -> None:
    """Remove an unfinished profile as far as that goes; a key-store entry that stays behind opens nothing."""
    shutil.rmtree(draft.folder, ignore_errors=True)
    if key_store is not None:
        try:
            key_store.delete_secret(draft.profile_id)
            key_store.delete_secret(seal_entry(draft.profile_id))
        except UserError:
            return
